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
    private final Map<String, List<Double>> cpuPerMillion = new LinkedHashMap<>();
    private final Map<String, Double> peakResidentMiB = new LinkedHashMap<>();

    Race(Figures figures) {
        this.figures = figures;
    }

    Race with(String name, Contender contender) {
        contenders.put(name, contender);
        perSecond.put(name, new ArrayList<>());
        cpuPerMillion.put(name, new ArrayList<>());
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
                    cpuPerMillion.get(contender.getKey()).add(run.cpuPerMillion());
                }
            }
        }
        return this;
    }

    List<Double> perSecond(String name) {
        return perSecond.get(name);
    }

    /**
     * Adds the rates of all to the figures, and what they took of the processors, which says more on a machine that others use too.
     *
     * @param unit of what is moved, such as records
     * @param against which the others are compared
     */
    void report(String part, String what, String unit, String against) {
        report(part, what, unit + "/s", against, perSecond);
        report(part, what, "CPU s per million " + unit, against, cpuPerMillion);
    }

    private void report(String part, String what, String unit, String against, Map<String, List<Double>> measured) {
        figures.add(part, what, against, unit, measured.get(against));
        contenders.keySet().stream()
                .filter(name -> !name.equals(against))
                .forEach(name -> figures.addAgainst(part, what, name, unit, measured.get(name), against, measured.get(against)));
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
