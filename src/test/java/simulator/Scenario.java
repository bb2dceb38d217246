package simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is simulated: everything in it follows from these.
 *
 * @param seed of all chance
 * @param start by the world's clock
 * @param length in virtual time, without the calm at the end
 * @param recordsPerHour about so many
 * @param goesOn whether a partition whose log went back goes on as its next generation
 */
record Scenario(
        long seed, Instant start, Duration length, int partitions, int instances, int recordsPerHour, boolean goesOn, String compression, List<Strike> strikes) {
    private static final Duration LENGTH = Duration.ofHours(10);
    private static final Duration PAIR = Duration.ofHours(3);

    /** A fault, and when it strikes. */
    record Strike(Duration at, Fault fault) {
        @Override
        public String toString() {
            return "%s at %d:%02d".formatted(fault.word(), at.toHours(), at.toMinutesPart());
        }
    }

    /** One in which every kind of fault may happen; of every other seed, only a few kinds, but these often. */
    static Scenario random(long seed) {
        if (seed % 2 == 0) {
            return of(seed, List.of(Fault.values()));
        }
        SplittableRandom random = new SplittableRandom(~seed);
        return of(seed, Stream.generate(() -> Fault.values()[random.nextInt(Fault.values().length)]).limit(1 + random.nextInt(4)).toList());
    }

    /** Of each two kinds of faults, a few hours. */
    static Stream<Scenario> pairs() {
        Fault[] all = Fault.values();
        return IntStream.range(0, all.length).boxed().flatMap(one -> IntStream.range(0, one)
                .mapToObj(other -> of(one * (long) all.length + other, List.of(all[one], all[other])).lasting(PAIR)));
    }

    /** One with no other faults than these. */
    static Scenario of(long seed, List<Fault> faults) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5ce4a710L);
        List<Strike> strikes = new ArrayList<>();
        for (int left = faults.isEmpty() ? 0 : 4 + random.nextInt(30); left > 0; left--) {
            strikes.add(new Strike(Duration.ofSeconds(random.nextLong(LENGTH.toSeconds())), faults.get(random.nextInt(faults.size()))));
        }
        strikes.sort(Comparator.comparing(Strike::at));
        return new Scenario(
                seed,
                Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextLong(86_400)),
                LENGTH,
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                List.of(30, 100, 300).get(random.nextInt(3)),
                random.nextInt(4) > 0,
                Stage.COMPRESSIONS.get(random.nextInt(Stage.COMPRESSIONS.size())),
                strikes);
    }

    /** Then one may come after the next, which it undoes: what is in between is read again, and found in the lake. */
    boolean mayCommitsComeLate() {
        return strikes.stream().anyMatch(strike -> strike.fault() == Fault.KAFKA_ARRIVES_LATE);
    }

    /** Then what was sent with one compression may arrive when there is an object of another: docs/limitations.md. */
    boolean mayCompressionChange() {
        return strikes.stream().noneMatch(strike -> strike.fault() == Fault.S3_ARRIVES_LATE || strike.fault() == Fault.S3_ERRORS);
    }

    Scenario with(List<Strike> strikes) {
        return new Scenario(seed, start, length, partitions, instances, recordsPerHour, goesOn, compression, strikes);
    }

    Scenario with(int partitions, int instances) {
        return new Scenario(seed, start, length, partitions, instances, recordsPerHour, goesOn, compression, strikes);
    }

    Scenario lasting(Duration length) {
        return new Scenario(
                seed, start, length, partitions, instances, recordsPerHour, goesOn, compression,
                strikes.stream().filter(strike -> strike.at().compareTo(length) < 0).toList());
    }

    @Override
    public String toString() {
        return "seed %d: %d:%02d h from %s, %d partitions, %d instances, %d records an hour, %s, kafka.log-went-back=%s, %s".formatted(
                seed, length.toHours(), length.toMinutesPart(), start, partitions, instances, recordsPerHour, compression, goesOn ? "continue" : "wait",
                strikes.isEmpty() ? "no faults" : strikes.toString());
    }
}
