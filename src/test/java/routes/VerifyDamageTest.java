package routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import routes.lake.Compression;
import routes.verify.VerifyResult;

/**
 * What hands do to a lake, and that verify names it: verify all of it, verify --quick what shows in names, sizes and metadata. What is done to
 * one object is done in one lake, each to an object of its own; what is done to names and places is done in a lake of its own.
 */
@Tag("servers")
class VerifyDamageTest {
    private static final int BATCH = 10;
    private static final Map<Compression, DamagedLake> LAKES = new EnumMap<>(Compression.class);

    @BeforeAll
    static void damageTheLakes() {
        for (Compression compression : Compression.values()) {
            LAKES.put(compression, DamagedLake.of(compression));
        }
    }

    /** What is done to an object; it gets and gives what is stored, or null where that is the same in this compression. */
    private record Damage(String name, UnaryOperator<Stored> act) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Stored(Compression compression, byte[] bytes, Map<String, String> metadata) {
        Stored with(byte[] changed) {
            return new Stored(compression, changed, metadata);
        }

        Stored withMetadata(Consumer<Map<String, String>> change) {
            Map<String, String> changed = new HashMap<>(metadata);
            change.accept(changed);
            return new Stored(compression, bytes, changed);
        }

        Stored withLines(Consumer<List<String>> change) {
            List<String> lines = new ArrayList<>(List.of(decompressed(compression, bytes).split("(?<=\n)")));
            change.accept(lines);
            return with(compressed(compression, String.join("", lines)));
        }

        Stored withLine(int number, UnaryOperator<String> change) {
            return withLines(lines -> lines.set(number, change.apply(lines.get(number))));
        }

        Stored followedBy(byte[] more) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, longer, bytes.length, more.length);
            return with(longer);
        }
    }

    private static List<Damage> damages() {
        List<Damage> damages = new ArrayList<>(List.of(
                new Damage("a value changed in a line", object -> object.withLine(3, line -> line.replace("{\"n\":", "{\"n\":9"))),
                new Damage("a value changed to one of the same length", object -> object.withLine(3, line -> line.replaceFirst("1", "2"))),
                new Damage("a key written twice in a line", object -> object.withLine(3, line -> line.replace("{", "{\"n\":1,"))),
                new Damage("a key taken from a line", object -> object.withLine(3, line -> line.replaceFirst("\"n\":\\d+,", ""))),
                new Damage("a space put into a line", object -> object.withLine(3, line -> line.replace("{", "{ "))),
                new Damage("two lines swapped", object -> object.withLines(lines -> lines.add(2, lines.remove(5)))),
                new Damage("the first line removed", object -> object.withLines(lines -> lines.remove(0))),
                new Damage("the last line removed", object -> object.withLines(lines -> lines.remove(lines.size() - 1))),
                new Damage("a line doubled", object -> object.withLines(lines -> lines.add(4, lines.get(4)))),
                new Damage("a line added at the end", object -> object.withLines(lines -> lines.add("{\"n\":1}\n"))),
                new Damage("an empty line added", object -> object.withLines(lines -> lines.add(4, "\n"))),
                new Damage("an empty line added at the end", object -> object.withLines(lines -> lines.add("\n"))),
                new Damage("a line without a break added at the end", object -> object.withLines(lines -> lines.add("garbage"))),
                new Damage("line ends of another system", object -> object.withLines(lines -> lines.replaceAll(l -> l.replace("\n", "\r\n")))),
                new Damage("the last line break removed", object -> object.withLine(8, String::trim)),
                new Damage("all lines removed", object -> object.withLines(List::clear)),
                new Damage("cut in half", object -> object.with(Arrays.copyOf(object.bytes(), object.bytes().length / 2))),
                new Damage("the last byte cut off", object -> object.with(Arrays.copyOf(object.bytes(), object.bytes().length - 1))),
                new Damage("emptied", object -> object.with(new byte[0])),
                new Damage("a bit turned over", object -> object.with(turned(object.bytes()))),
                new Damage("zeros appended", object -> object.followedBy(new byte[8])),
                new Damage("bytes appended", object -> object.followedBy("garbage".getBytes(UTF_8))),
                new Damage("a second frame of lines appended", object -> object.followedBy(compressed(object.compression(), "{}\n"))),
                new Damage("an empty frame appended", object -> object.compression() == Compression.NONE
                        ? null
                        : object.followedBy(compressed(object.compression(), ""))),
                new Damage("compressed as another suffix says", object -> object.with(compressed(
                        object.compression() == Compression.ZSTD ? Compression.GZIP : Compression.ZSTD,
                        decompressed(object.compression(), object.bytes())))),
                new Damage("not compressed", object -> object.compression() == Compression.NONE
                        ? null
                        : object.with(decompressed(object.compression(), object.bytes()).getBytes(UTF_8))),
                new Damage("all metadata removed", object -> object.withMetadata(Map::clear)),
                new Damage("the last record counted as rejected", object -> object.withMetadata(metadata -> {
                    metadata.merge("records", "1", (all, one) -> String.valueOf(Long.parseLong(all) - 1));
                    metadata.merge("rejected", "1", (all, one) -> String.valueOf(Long.parseLong(all) + 1));
                }))));
        for (String name : List.of(
                "start-offset", "end-offset", "records", "rejected", "absent", "cut", "topic-id", "last-record", "lines", "size", "seal")) {
            damages.add(new Damage("metadata " + name + " removed", object -> object.withMetadata(metadata -> metadata.remove(name))));
            damages.add(new Damage("metadata " + name + " changed", object -> object.withMetadata(metadata -> metadata.put(name, "7"))));
        }
        return damages;
    }

    private static byte[] turned(byte[] bytes) {
        byte[] turned = bytes.clone();
        turned[bytes.length / 2] ^= 1;
        return turned;
    }

    private static byte[] compressed(Compression compression, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.stream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String decompressed(Compression compression, byte[] bytes) {
        try (InputStream raw = new ByteArrayInputStream(bytes);
                InputStream in = switch (compression) {
                    case NONE -> raw;
                    case GZIP -> new GZIPInputStream(raw);
                    case ZSTD -> new ZstdInputStream(raw);
                }) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Each damage was done to an object of its own; between them are objects to which nothing was done.
     *
     * @param keys of the damaged objects
     * @param visible of those, the ones whose size or metadata are not what they were
     */
    private record DamagedLake(
            Map<String, String> keys, List<String> visible, List<String> sound, VerifyResult before, VerifyResult after, VerifyResult quick) {
        static DamagedLake of(Compression compression) {
            List<Damage> damages = damages();
            try (Lab lab = Lab.with("batch.max-records", "" + BATCH, "s3.compression", compression.word())) {
                String[] values = Lab.numbers(2 * damages.size() * BATCH);
                for (int i = 5; i < values.length; i += BATCH) {
                    values[i] = "broken";
                }
                for (int i = 3; i < values.length; i += BATCH) {
                    values[i] = "{\"n\":100%d}".formatted(i);
                }
                lab.createTopics().send(0, values);
                lab.start();
                lab.drained();
                VerifyResult before = lab.verify();
                List<String> stored = lab.keys();
                Map<String, String> keys = new HashMap<>();
                List<String> visible = new ArrayList<>();
                List<String> sound = new ArrayList<>();
                for (int i = 0; i < damages.size(); i++) {
                    String key = stored.get(2 * i);
                    Stored was = new Stored(compression, lab.content(key), lab.metadata(key));
                    Stored is = damages.get(i).act().apply(was);
                    sound.add(stored.get(2 * i + 1));
                    if (is != null) {
                        assertThat(is).as(damages.get(i).name()).isNotEqualTo(was);
                        keys.put(damages.get(i).name(), key);
                        lab.put(key, is.bytes(), is.metadata());
                        if (is.bytes().length != was.bytes().length || !is.metadata().equals(was.metadata())) {
                            visible.add(key);
                        }
                    }
                }
                return new DamagedLake(keys, visible, sound, before, lab.verify(), lab.quickVerify());
            }
        }
    }

    private static Stream<Arguments> rows() {
        return LAKES.entrySet().stream().flatMap(lake -> damages().stream()
                .filter(damage -> lake.getValue().keys().containsKey(damage.name()))
                .map(damage -> Arguments.of(lake.getKey(), damage)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void verifyNamesEachDamagedObject(Compression compression, Damage damage) {
        DamagedLake lake = LAKES.get(compression);
        String key = lake.keys().get(damage.name());

        assertThat(lake.after().problems()).anyMatch(problem -> problem.startsWith("content: ") && problem.contains(key));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void quickNamesThoseWhoseSizeOrMetadataAreNotWhatTheyWere(Compression compression, Damage damage) {
        DamagedLake lake = LAKES.get(compression);
        String key = lake.keys().get(damage.name());

        assertThat(lake.quick().problems().stream().anyMatch(problem -> problem.contains(key))).isEqualTo(lake.visible().contains(key));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void nothingIsSaidOfObjectsThatNobodyTouched(Compression compression) {
        DamagedLake lake = LAKES.get(compression);

        assertThat(lake.before().problems()).isEmpty();
        assertThat(lake.after().problems()).noneMatch(problem -> lake.sound().stream().anyMatch(problem::contains));
    }

    @Test
    void quickSaysWhatItDoesNotLookAt() {
        assertThat(LAKES.get(Compression.NONE).quick().summary())
                .endsWith("problems; no object was read: a changed line with the same size goes unnoticed");
        assertThat(LAKES.get(Compression.NONE).after().summary()).endsWith("problems");
    }

    /** What is done to names and places; each with what verify says then, also --quick. */
    private record Move(String name, String problem, Consumer<Lab> act) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Move> moves() {
        return List.of(
                new Move("the first object deleted", "gap: %s-0 0..9 is in no object", lab -> lab.delete(key(lab, 0, 0))),
                new Move("one in the middle deleted", "gap: %s-0 10..19 is in no object", lab -> lab.delete(key(lab, 0, 10))),
                new Move("the last object deleted", "gap: %s-0 20..29 is committed, but in no object", lab -> lab.delete(key(lab, 0, 20))),
                new Move("all objects of a partition deleted", "gap: %s-1 0..9 is committed, but in no object", lab -> lab.delete(key(lab, 1, 0))),
                new Move("renamed to another date", "seal", lab -> rename(lab, key(lab, 0, 10), "date=[0-9-]+", "date=2020-02-02")),
                new Move("one without lines renamed to another date", "seal", lab -> rename(lab, key(lab, 1, 0), "date=[0-9-]+", "date=2020-02-02")),
                new Move("renamed to another partition", "seal", lab -> rename(lab, key(lab, 0, 10), "-0-(\\d{20})", "-1-$1")),
                new Move("renamed to another offset", "its metadata begin at 10", lab -> rename(lab, key(lab, 0, 10), "10\\.json", "11.json")),
                new Move("renamed to another compression", "seal", lab -> rename(lab, key(lab, 0, 10), "zst$", "gz")),
                new Move("renamed to no name of ours", "orphan", lab -> rename(lab, key(lab, 0, 10), "json\\.zst$", "json.zst.old")),
                new Move("renamed to a topic whose name begins like ours", "orphan", lab -> rename(lab, key(lab, 0, 10), "-0-(\\d{20})", "-0-0-$1")),
                new Move("copied to another date", "seal", lab -> copy(lab, key(lab, 0, 10), "date=[0-9-]+", "date=2020-02-02")),
                new Move("copied to the offset after the last", "its metadata begin at 20", lab -> copy(lab, key(lab, 0, 20), "20\\.json", "30.json")),
                new Move("two objects swapped", "its metadata begin at", lab -> {
                    byte[] content = lab.content(key(lab, 0, 0));
                    Map<String, String> metadata = lab.metadata(key(lab, 0, 0));
                    lab.copy(key(lab, 0, 10), key(lab, 0, 0), lab.metadata(key(lab, 0, 10)));
                    lab.put(key(lab, 0, 10), content, metadata);
                }),
                new Move("an object of another topic", "orphan", lab -> copy(lab, key(lab, 0, 10), "quotes-\\d+-0", "others-0")),
                new Move("a file that is no object", "orphan", lab -> lab.put("date=2026-01-01/notes.txt", "notes", Map.of())));
    }

    private static String key(Lab lab, int partition, long start) {
        String end = "%s-%d-%020d.json.zst".formatted(lab.topic, partition, start);
        return lab.keys().stream().filter(key -> key.endsWith(end)).findFirst().orElseThrow();
    }

    private static void rename(Lab lab, String key, String from, String to) {
        copy(lab, key, from, to);
        lab.delete(key);
    }

    private static void copy(Lab lab, String key, String from, String to) {
        String copy = key.replaceFirst(from, to);
        assertThat(copy).isNotEqualTo(key);
        lab.copy(key, copy, lab.metadata(key));
    }

    @Test
    void namesWhatIsInTheWrongPlaceOrMissingOrTooMuch() {
        try (Lab lab = Lab.with("batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(30));
            lab.send(1, "these", "ten", "are", "no", "JSON", "so", "there", "is", "no", "line");
            lab.start();
            lab.drained();
            lab.keep();

            for (Move move : moves()) {
                move.act().accept(lab);
                String problem = move.problem().formatted(lab.topic);
                assertThat(lab.verify().problems()).as(move.name()).anyMatch(said -> said.contains(problem));
                assertThat(lab.quickVerify().problems()).as(move.name() + ", quick").anyMatch(said -> said.contains(problem));
                lab.restore();
            }
            assertThat(lab.verify().problems()).as("all is as it was").isEmpty();
        }
    }

    @Test
    void objectsOfAnEarlyVersionAreHeldAgainstWhatTheySay() {
        try (Lab lab = Lab.with("batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(30));
            lab.start();
            lab.drained();
            lab.keys().forEach(key -> {
                Map<String, String> early = new HashMap<>(lab.metadata(key));
                early.keySet().removeAll(List.of("last-record", "lines", "size", "seal"));
                lab.put(key, lab.content(key), early);
            });

            assertThat(lab.verify().problems()).isEmpty();
            assertThat(lab.verify().summary())
                    .endsWith(", verified; 3 objects of an early version without a seal: a changed value goes unnoticed");
            assertThat(lab.quickVerify().problems()).isEmpty();

            String key = key(lab, 0, 10);
            Stored swapped = new Stored(Compression.ZSTD, lab.content(key), lab.metadata(key))
                    .withLines(lines -> lines.add(2, lines.remove(5)));
            lab.put(key, swapped.bytes(), swapped.metadata());

            assertThat(lab.verify().problems()).singleElement().asString().contains(key).contains("line 4 has offset 12, after 15");
        }
    }
}
