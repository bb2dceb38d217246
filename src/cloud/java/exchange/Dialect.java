package exchange;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** How a provider speaks, as its public documentation has it. */
interface Dialect {
    /** @return the HTTP status that refuses it, 101 when it may connect */
    default int knock(Listener who) {
        return 101;
    }

    /** Somebody is connected. */
    void welcome(Listener who);

    /** Somebody said something. */
    void heard(JsonObject said, Listener who);

    /** One message with these deals, or several of one each. */
    List<String> tell(List<Deal> deals);

    /** What tells that the provider is there, null when it says nothing. */
    default String heartbeat(Set<String> symbols) {
        return null;
    }

    /** Whether corrections and cancels are told. */
    default boolean corrects() {
        return false;
    }
}
