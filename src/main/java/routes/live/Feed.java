package routes.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** How a provider is spoken with: where it is, what it is told, and what its messages say. One for each provider, without state. */
interface Feed {
    /** With the key, where the provider wants it there. */
    URI address();

    /** The connection is there. */
    void opened(Session session) throws FeedException;

    /**
     * A message came.
     *
     * @throws RuntimeException when it cannot be read
     */
    void heard(JsonNode message, Session session) throws FeedException;

    /** Whether the ids of a symbol's trades are consecutive numbers, so that one that is missing is seen. */
    default boolean countsIds() {
        return false;
    }

    /** How many symbols the provider takes, as far as it says so; more are for those who pay. */
    default int freeSymbols() {
        return Integer.MAX_VALUE;
    }
}
