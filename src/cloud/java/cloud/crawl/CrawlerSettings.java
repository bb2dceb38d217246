package cloud.crawl;

import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a crawler does with what it finds: SchemaChangePolicy, RecrawlPolicy and the JSON text of Configuration, as "Setting crawler
 * configuration options" of the Glue Developer Guide gives them.
 *
 * @param updates whether a change that is found is written (UPDATE_IN_DATABASE) or only logged (LOG)
 * @param deletion DELETE_FROM_DATABASE, DEPRECATE_IN_DATABASE or LOG
 * @param newFoldersOnly whether folders that were crawled before are skipped
 * @param combine whether objects of one format are one table however much their columns differ (CombineCompatibleSchemas)
 * @param tableLevel the level of the folders that are tables, counted from the bucket, which is 1; 0 if Glue is to find them
 * @param mergeNewColumns whether columns are only added: none is removed and none changes its type
 * @param inherit whether partitions, the old ones too, have what the table has (InheritFromTable), or the columns of their own objects
 */
public record CrawlerSettings(
        boolean updates, String deletion, boolean newFoldersOnly, boolean combine, int tableLevel, boolean mergeNewColumns, boolean inherit) {
    private static final Map<String, List<String>> KNOWN = Map.of(
            "", List.of("Version", "CrawlerOutput", "Grouping"),
            "CrawlerOutput", List.of("Tables", "Partitions"),
            "Grouping", List.of("TableGroupingPolicy", "TableLevelConfiguration"));

    /** What Glue returns for policies that were not given. */
    static void addDefaults(ObjectNode crawler) {
        ObjectNode policy = crawler.withObjectProperty("SchemaChangePolicy");
        putIfAbsent(policy, "UpdateBehavior", "UPDATE_IN_DATABASE");
        putIfAbsent(policy, "DeleteBehavior", "DEPRECATE_IN_DATABASE");
        putIfAbsent(crawler.withObjectProperty("RecrawlPolicy"), "RecrawlBehavior", "CRAWL_EVERYTHING");
        crawler.putObject("LineageConfiguration").put("CrawlerLineageSettings", "DISABLE");
        crawler.putObject("LakeFormationConfiguration").put("UseLakeFormationCredentials", false).put("AccountId", "");
    }

    /** @throws AwsException unless the setting has no other member, and this one says what is so anyway */
    static void requireDefault(JsonNode setting, String member, String otherwise) {
        for (Map.Entry<String, JsonNode> given : setting.properties()) {
            if (!given.getValue().isNull() && !(given.getKey().equals(member) && given.getValue().asText().equals(otherwise))
                    && !(given.getKey().equals("AccountId") && given.getValue().asText().isEmpty())) {
                throw AwsException.invalidInput("The local cloud does not take " + given.getKey() + " " + given.getValue().asText());
            }
        }
    }

    private static void putIfAbsent(ObjectNode node, String member, String value) {
        if (!node.hasNonNull(member)) {
            node.put(member, value);
        }
    }

    /** @throws AwsException InvalidInputException naming what is unknown or contradictory */
    public static CrawlerSettings of(JsonNode crawler) {
        String update = oneOf(crawler.at("/SchemaChangePolicy/UpdateBehavior"), "UPDATE_IN_DATABASE", Set.of("UPDATE_IN_DATABASE", "LOG"));
        String deletion = oneOf(crawler.at("/SchemaChangePolicy/DeleteBehavior"), "DEPRECATE_IN_DATABASE",
                Set.of("DEPRECATE_IN_DATABASE", "DELETE_FROM_DATABASE", "LOG"));
        String recrawl = oneOf(crawler.at("/RecrawlPolicy/RecrawlBehavior"), "CRAWL_EVERYTHING", Set.of("CRAWL_EVERYTHING", "CRAWL_NEW_FOLDERS_ONLY"));
        boolean newFoldersOnly = recrawl.equals("CRAWL_NEW_FOLDERS_ONLY");
        if (newFoldersOnly && !(update.equals("LOG") && deletion.equals("LOG"))) {
            throw AwsException.invalidInput("With CRAWL_NEW_FOLDERS_ONLY, UpdateBehavior and DeleteBehavior must be LOG");
        }
        JsonNode configuration = configuration(crawler.path("Configuration").asText(""));
        return new CrawlerSettings(
                update.equals("UPDATE_IN_DATABASE"),
                deletion,
                newFoldersOnly,
                !oneOf(configuration.at("/Grouping/TableGroupingPolicy"), "", Set.of("CombineCompatibleSchemas")).isEmpty(),
                tableLevel(configuration.at("/Grouping/TableLevelConfiguration")),
                !oneOf(configuration.at("/CrawlerOutput/Tables/AddOrUpdateBehavior"), "", Set.of("MergeNewColumns")).isEmpty(),
                !oneOf(configuration.at("/CrawlerOutput/Partitions/AddOrUpdateBehavior"), "", Set.of("InheritFromTable")).isEmpty());
    }

    private static int tableLevel(JsonNode level) {
        if (!level.isMissingNode() && (!level.isIntegralNumber() || level.asInt() < 1)) {
            throw AwsException.invalidInput("TableLevelConfiguration must be a positive number, not " + level);
        }
        return level.asInt();
    }

    private static JsonNode configuration(String text) {
        if (text.isBlank()) {
            return AwsJson.object();
        }
        try {
            JsonNode configuration = AwsJson.MAPPER.readTree(text);
            KNOWN.forEach((path, known) -> (path.isEmpty() ? configuration : configuration.path(path)).properties().forEach(member -> {
                if (!known.contains(member.getKey())) {
                    throw AwsException.invalidInput("The local cloud does not take " + member.getKey() + " in a crawler's Configuration");
                }
            }));
            if (!configuration.path("Version").asText().matches("1(\\.0)?")) {
                throw AwsException.invalidInput("The Version of a crawler's Configuration must be 1.0");
            }
            return configuration;
        } catch (JsonProcessingException e) {
            throw AwsException.invalidInput("A crawler's Configuration must be JSON: " + e.getOriginalMessage());
        }
    }

    private static String oneOf(JsonNode value, String otherwise, Set<String> known) {
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!known.contains(value.asText())) {
            throw AwsException.invalidInput("The local cloud's crawlers know " + String.join(", ", known.stream().sorted().toList())
                    + ", not " + value.asText());
        }
        return value.asText();
    }
}
