package bench;

import java.util.Map;
import routes.Application;

/** {@code verify --quick}, from its start to its verdict. */
public final class QuickVerify implements Implementation {
    /** How many objects there are. */
    static final String OBJECTS = "benchmark.objects";

    @Override
    public Result run(Map<String, String> settings) {
        Spent start = Spent.byNow();
        boolean clean = Application.run(settings, () -> {}, "verify", "--quick") == 0;
        return new Result(Long.parseLong(settings.get(OBJECTS)), Spent.since(start), clean ? "" : "the lake is not clean");
    }
}
