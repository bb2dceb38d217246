package routes;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** What can happen to bytes: one of them is changed, lost or added, or the end is cut off. */
public record Damage(Kind kind, double place, byte with) {
    enum Kind {
        FLIP,
        INSERT,
        REMOVE,
        CUT
    }

    /** A few damages, two thirds of them with bytes of an alphabet that has a meaning to the reader. */
    public static Arbitrary<List<Damage>> some(String alphabet) {
        Arbitrary<Kind> kind = Arbitraries.frequency(
                Tuple.of(6, Kind.FLIP), Tuple.of(6, Kind.INSERT), Tuple.of(3, Kind.REMOVE), Tuple.of(1, Kind.CUT));
        // not, as jqwik would rather, at the ends
        Arbitrary<Double> place =
                Arbitraries.doubles().between(0, 1).withDistribution(RandomDistribution.uniform()).edgeCases(EdgeCases.Config::none);
        return Combinators.combine(kind, place, bytes(alphabet))
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    public static Arbitrary<Byte> bytes(String alphabet) {
        Byte[] meaningful = alphabet.chars().mapToObj(c -> (byte) c).toArray(Byte[]::new);
        return Arbitraries.oneOf(Arbitraries.of(meaningful), Arbitraries.of(meaningful), Arbitraries.bytes());
    }

    public static byte[] all(List<Damage> damages, byte[] bytes) {
        byte[] damaged = bytes;
        for (Damage damage : damages) {
            damaged = damage.to(damaged);
        }
        return damaged;
    }

    private byte[] to(byte[] bytes) {
        int at = (int) (place * bytes.length);
        if (at == bytes.length) {
            return bytes;
        }
        return switch (kind) {
            case FLIP -> spliced(bytes, at, new byte[] {with}, at + 1);
            case INSERT -> spliced(bytes, at, new byte[] {with}, at);
            case REMOVE -> spliced(bytes, at, new byte[0], at + 1);
            case CUT -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] spliced(byte[] bytes, int to, byte[] between, int from) {
        byte[] spliced = Arrays.copyOf(bytes, to + between.length + bytes.length - from);
        System.arraycopy(between, 0, spliced, to, between.length);
        System.arraycopy(bytes, from, spliced, to + between.length, bytes.length - from);
        return spliced;
    }
}
