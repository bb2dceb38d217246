package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query over a column does depends neither on how a line spells its key nor on where in an object a value stands. */
@Tag("servers")
class KeysTest {
    private static final int LINES = 1600;
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    /** The name with each letter large or small. */
    private static String spelled(String name, Random random) {
        return name.chars().map(c -> random.nextInt(4) == 0 ? Character.toUpperCase(c) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keysOfAnySpellingNestedAndLateGiveTheSameWithAndWithoutAFilter(long seed) {
        Random random = new Random(seed);
        int firstWithPrice = random.nextInt(LINES);
        boolean allMixed = random.nextBoolean();
        String[] lines = new String[LINES];
        for (int i = 0; i < LINES; i++) {
            Random spelling = allMixed || i > LINES - 3 ? random : new Random(0) {
                @Override
                public int nextInt(int bound) {
                    return 1;
                }
            };
            String price = i < firstWithPrice ? "" : ",\"" + spelled("lastprice", spelling) + "\":" + (i % 2 == 0 ? "0.5" : "1");
            lines[i] = "{\"" + spelled("n", spelling) + "\":" + i + ",\"" + spelled("größe", spelling) + "\":\"A\",\"" + spelled("quotes", spelling)
                    + "\":[{\"" + spelled("bid", spelling) + "\":{\"" + spelled("px", spelling) + "\":1.25}}]" + price + "}";
        }
        lake.put("raw/keys" + seed + "/a.json", lines);
        lake.createCrawler("keys" + seed, "raw/keys" + seed + "/");
        lake.crawl("keys" + seed);
        int priced = LINES - firstWithPrice;
        String sums = "SELECT count(lastprice), count(\"größe\"), sum(quotes[1].bid.px), max(n) FROM keys" + seed;
        String expected = priced + "|" + LINES + "|" + LINES * 1.25 + "|" + (LINES - 1);

        assertThat(lake.query(sums)).containsExactly(expected);
        assertThat(lake.query(sums + " WHERE n >= 0")).containsExactly(expected);
        assertThat(lake.query(sums + " WHERE lastprice IS NULL OR lastprice > 0")).containsExactly(expected);
        assertThat(lake.query("SELECT lastprice FROM keys" + seed + " WHERE n = " + (LINES - 1))).containsExactly("1.0");
    }

    /** A line of JSON before its keys are spelled: null is a field that it lacks. */
    private record Line(int n, Double price, String size, Boolean flag, Double bid, List<Double> levels) {
        private static Line of(int n, Random random, boolean late) {
            return new Line(n, late ? null : maybe(random, 0.25 * random.nextInt(100)), maybe(random, "Ü" + n), late ? null : maybe(random, random.nextBoolean()),
                    late ? null : maybe(random, 0.25 * random.nextInt(100)), random.nextBoolean() ? null : Collections.nCopies(random.nextInt(3), 0.5));
        }

        private static <T> T maybe(Random random, T value) {
            return random.nextInt(3) == 0 ? null : value;
        }

        private String spelled(Random random) {
            List<String> fields = new ArrayList<>(List.of(key("n", random) + n));
            add(fields, "price", price == null || price % 1 > 0 ? price : (Object) price.longValue(), random);
            add(fields, "größe", size == null ? null : '"' + size + '"', random);
            add(fields, "flag", flag, random);
            add(fields, "quote", bid == null ? null : "{" + key("bid", random) + "{" + key("px", random) + bid + "," + key("other" + n % 3, random) + "1}}", random);
            add(fields, "levels", levels == null ? null : levels.stream().map(px -> "{" + key("px", random) + px + "}").toList(), random);
            Collections.shuffle(fields, random);
            return fields.stream().collect(Collectors.joining(",", "{", "}"));
        }

        /** Now and then, a field without a value is null rather than not there. */
        private static void add(List<String> fields, String name, Object value, Random random) {
            if (value != null || random.nextInt(4) == 0) {
                fields.add(key(name, random) + value);
            }
        }

        private static String key(String name, Random random) {
            return '"' + KeysTest.spelled(name, random) + "\":";
        }
    }

    /** The filters of the property, in SQL and on lines. */
    private static final Map<String, Predicate<Line>> FILTERS = Map.of(
            "", line -> true,
            " WHERE n >= 0", line -> true,
            " WHERE price > 5", line -> line.price() != null && line.price() > 5,
            " WHERE quote.bid.px IS NULL", line -> line.bid() == null,
            " WHERE flag", line -> Boolean.TRUE.equals(line.flag()),
            " WHERE \"größe\" LIKE 'Ü%' AND n < 30", line -> line.size() != null && line.n() < 30);

    static LongStream seeds() {
        return LongStream.range(100, 140);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyMixOfSpellingsNestedAndLateGivesTheSameWithAndWithoutAFilter(long seed) {
        Random random = new Random(seed);
        int lateUntil = random.nextInt(40);
        List<Line> lines = IntStream.range(0, 50).mapToObj(n -> Line.of(n, random, n < lateUntil)).collect(Collectors.toCollection(ArrayList::new));
        lines.add(new Line(50, 1.5, "Ü", true, 2.5, List.of(0.5)));
        // some objects have no capital letter at all
        Random small = new Random() {
            @Override
            public int nextInt(int bound) {
                return 1;
            }
        };
        String table = "mix" + seed;
        int half = random.nextInt(50);
        lake.put("raw/" + table + "/a.json", lines.subList(0, half).stream().map(line -> line.spelled(seed % 3 == 0 ? small : random)).toArray(String[]::new));
        lake.put("raw/" + table + "/b.json", lines.subList(half, 51).stream().map(line -> line.spelled(seed % 2 == 0 ? small : random)).toArray(String[]::new));
        lake.createCrawler(table, "raw/" + table + "/");
        lake.crawl(table);

        FILTERS.forEach((where, filter) -> {
            List<Line> left = lines.stream().filter(filter).toList();
            assertThat(lake.query("SELECT count(*), coalesce(sum(n), 0), count(price), coalesce(sum(price), 0), count(\"größe\"), count_if(flag), coalesce(sum(quote.bid.px), 0),"
                    + " count(element_at(levels, 1).px) FROM " + table + where)).as(table + where).containsExactly(sums(left));
        });
    }

    private static String sums(List<Line> lines) {
        return lines.size() + "|" + lines.stream().mapToInt(Line::n).sum() + "|" + lines.stream().filter(line -> line.price() != null).count() + "|"
                + lines.stream().map(Line::price).filter(Objects::nonNull).mapToDouble(price -> price).sum() + "|" + lines.stream().filter(line -> line.size() != null).count()
                + "|" + lines.stream().filter(line -> Boolean.TRUE.equals(line.flag())).count() + "|"
                + lines.stream().map(Line::bid).filter(Objects::nonNull).mapToDouble(bid -> bid).sum() + "|"
                + lines.stream().filter(line -> line.levels() != null && !line.levels().isEmpty()).count();
    }

    @Test
    void theLastOfTwoSpellingsInALineCounts() {
        lake.put("raw/twice/a.json", "{\"symbol\":\"A\",\"Symbol\":\"B\"}");
        lake.createCrawler("twice", "raw/twice/");
        lake.crawl("twice");

        assertThat(lake.query("SELECT symbol FROM twice")).containsExactly("B");
    }

    @Test
    void keysOfMapsStayAsTheyAre() {
        lake.rows("CREATE DATABASE IF NOT EXISTS stock_market");
        lake.put("raw/maps/a.json", "{\"Tags\":{\"aKey\":1}}");
        lake.rows("CREATE EXTERNAL TABLE maps (tags map<string,int>) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/raw/maps/'");

        assertThat(lake.query("SELECT tags['aKey'] FROM maps")).containsExactly("1");
    }

    @Test
    void aValueOfAnotherTypeFarDownAnObjectDecidesItsColumn() {
        String[] lines = new String[1401];
        java.util.Arrays.fill(lines, "{\"v\":1,\"t\":1}");
        lines[1400] = "{\"v\":2.7,\"t\":\"x\",\"late\":true}";
        lake.put("raw/late/a.json", lines);
        lake.createCrawler("late", "raw/late/");
        lake.crawl("late");

        assertThat(lake.query("SELECT max(v), max(t), count(late) FROM late")).containsExactly("2.7|x|1");
    }
}
