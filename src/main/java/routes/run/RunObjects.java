package routes.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What S3 lists of runs.
 *
 * @param runs by name, which is by time
 * @param now when it was listed, by S3's clock
 */
record RunObjects(SortedMap<String, State> runs, Instant now) {
    private static final Pattern NAME = Pattern.compile("(\\d{8}T\\d{6}Z)/(?:claim-(\\d+)|(end))");

    /** @param renewed when the last claim was created or renewed */
    record State(int claims, Instant renewed, boolean ended) {
        private static final State NONE = new State(0, Instant.MIN, false);

        private State with(int claim, Instant at) {
            return claim > claims ? new State(claim, at, ended) : this;
        }

        private State end() {
            return new State(claims, renewed, true);
        }
    }

    static RunObjects of(Collection<S3Object> objects, String folder, Instant now) {
        SortedMap<String, State> runs = new TreeMap<>();
        for (S3Object object : objects) {
            Matcher name = NAME.matcher(object.key().substring(folder.length()));
            if (name.matches()) {
                State state = runs.getOrDefault(name.group(1), State.NONE);
                runs.put(name.group(1), name.group(3) != null ? state.end() : state.with(Integer.parseInt(name.group(2)), object.lastModified()));
            }
        }
        return new RunObjects(runs, now);
    }

    int claims(String run) {
        return runs.getOrDefault(run, State.NONE).claims();
    }

    /** Also when a later one was claimed, which does what this one would have done. */
    boolean isOver(String run) {
        return runs.getOrDefault(run, State.NONE).ended() || (last() != null && last().compareTo(run) > 0);
    }

    /** @return null when there is none */
    String last() {
        return runs.isEmpty() ? null : runs.lastKey();
    }

    /** @return null when none has an end */
    String lastEnded() {
        return runs.entrySet().stream().filter(run -> run.getValue().ended()).map(Map.Entry::getKey).reduce((earlier, later) -> later).orElse(null);
    }

    /** The runs whose processes gave a sign of life within the lease. */
    List<String> underWay(Duration lease) {
        return runs.entrySet().stream()
                .filter(run -> !run.getValue().ended() && !run.getValue().renewed().plus(lease).isBefore(now))
                .map(SortedMap.Entry::getKey)
                .toList();
    }
}
