package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
