package routes;

import java.io.IOException;
import java.util.Map;

/** What a command of the service runs in. */
public interface Surroundings {
    /**
     * Called by a command that runs, and not when its arguments are wrong.
     *
     * @return settings that win over all others
     */
    Map<String, String> settings() throws IOException;

    /** Called before the pipeline runs, and before {@link #settings}, which may take long. */
    default void check() throws IOException {}

    /** Closes what else is to be closed when the JVM is asked to stop, after the routes. */
    void close();

    static Surroundings of(Map<String, String> settings, Runnable close) {
        return new Surroundings() {
            @Override
            public Map<String, String> settings() {
                return settings;
            }

            @Override
            public void close() {
                close.run();
            }
        };
    }
}
