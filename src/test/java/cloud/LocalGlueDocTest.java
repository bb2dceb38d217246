package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.catalog.Catalog;
import cloud.crawl.CrawlerSettings;
import cloud.crawl.Crawlers;
import cloud.glue.GlueApi;
import cloud.wire.AwsJson;
import cloud.wire.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of docs/local-glue.md against the code. */
class LocalGlueDocTest {
    private static String page;

    @TempDir private Path directory;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("docs/local-glue.md"));
    }

    @Test
    void namesEveryActionAndNoOther() throws IOException {
        Catalog catalog = Catalog.open(directory.resolve("catalog.json"));
        try (Crawlers crawlers = Crawlers.open(directory.resolve("crawlers"), catalog, null, java.time.InstantSource.system())) {
            assertThat(section("Actions")).containsExactlyInAnyOrderElementsOf(new GlueApi(catalog, crawlers, Tags.open(directory.resolve("tags.json"), "InvalidInputException")).actions());
        }
    }

    @Test
    void namesPoliciesThatACrawlerTakes() {
        List<String> words = section("Crawlers");
        for (String update : List.of("UPDATE_IN_DATABASE", "LOG")) {
            for (String deletion : List.of("DEPRECATE_IN_DATABASE", "DELETE_FROM_DATABASE", "LOG")) {
                assertThat(words).contains(update, deletion);
                var policy = AwsJson.object().set("SchemaChangePolicy", AwsJson.object().put("UpdateBehavior", update).put("DeleteBehavior", deletion));
                assertThat(CrawlerSettings.of(policy).updates()).isEqualTo(update.equals("UPDATE_IN_DATABASE"));
                assertThat(CrawlerSettings.of(policy).deletion()).isEqualTo(deletion);
            }
        }
        assertThat(words).contains("CRAWL_EVERYTHING", "CRAWL_NEW_FOLDERS_ONLY", "CombineCompatibleSchemas", "TableLevelConfiguration",
                "MergeNewColumns", "InheritFromTable");
        CrawlerSettings all = CrawlerSettings.of(AwsJson.object().put("Configuration", """
                {"Version":1.0,"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas","TableLevelConfiguration":3},
                 "CrawlerOutput":{"Tables":{"AddOrUpdateBehavior":"MergeNewColumns"},"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}}}"""));
        assertThat(all).isEqualTo(new CrawlerSettings(true, "DEPRECATE_IN_DATABASE", false, true, 3, true, true));
    }

    /** The words in code style in the table of a section. */
    private static List<String> section(String title) {
        String section = page.substring(page.indexOf("## " + title));
        String rows = section.lines().skip(1).takeWhile(line -> !line.startsWith("## ")).filter(line -> line.startsWith("|"))
                .collect(Collectors.joining("\n"));
        return Pattern.compile("`([A-Za-z_]+)`").matcher(rows).results().map(word -> word.group(1)).toList();
    }
}
