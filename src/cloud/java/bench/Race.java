package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several contenders that take turns, round by round, so that all of them run under the same conditions. */
final class Race implements AutoCloseable {
    private final Figures figures;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, List<Double>> perSecond = new LinkedHashMap<>();
    private final Map<String, Double> peakResidentMiB = new LinkedHashMap<>();

    Race(Figures figures) {
        this.figures = figures;
    }

    Race with(String name, Contender contender) {
        contenders.put(name, contender);
        perSecond.put(name, new ArrayList<>());
        return this;
    }

    /** The settings that a contender gets for one run. */
    interface Settings {
        Map<String, String> of(String name) throws Exception;
    }

    /** @param rounds that count, after a warm-up round that does not */
    Race run(int rounds, Settings settings) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                Contender.Run run = contender.getValue().run(settings.of(contender.getKey()));
                if (!run.problem().isEmpty()) {
                    figures.problem("%s: %s".formatted(contender.getKey(), run.problem()));
                }
                peakResidentMiB.put(contender.getKey(), run.peakResidentMiB());
                if (round > 0) {
                    perSecond.get(contender.getKey()).add(run.perSecond());
                }
            }
        }
        return this;
    }

    List<Double> perSecond(String name) {
        return perSecond.get(name);
    }

    /** The most that its process had in all rounds. */
    double peakResidentMiB(String name) {
        return peakResidentMiB.get(name);
    }

    @Override
    public void close() {
        contenders.values().forEach(Contender::close);
    }
}
