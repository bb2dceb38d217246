package routes;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import routes.lake.LakeLocation;
import routes.lang.StartException;

/**
 * The settings that become part of a key, a name or an address. An invalid one would be refused much later, with a message about something
 * else, or would put objects among those of another kind.
 *
 * @param setting that gives the name
 */
record SettingNames(String setting, Pattern form, String wanted) {
    private static final String FOLDER = "(?!\\.+(/|$))[A-Za-z0-9._-]+";
    private static final String FOLDERS = FOLDER + "(/" + FOLDER + ")*";
    private static final Pattern OUTPUT = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/((" + FOLDERS + ")?)/?|");

    private static final List<SettingNames> ALL = List.of(
            of("kafka.topic", "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}", "1 to 249 letters without accents, digits, '.', '_' and '-', as Kafka requires"),
            of("kafka.dead-letter-topic", "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}",
                    "1 to 249 letters without accents, digits, '.', '_' and '-', as Kafka requires"),
            of("live.gaps-topic", "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}", "1 to 249 letters without accents, digits, '.', '_' and '-', as Kafka requires"),
            of("kafka.group", "\\S(.*\\S)?", "a name, without blanks around it"),
            of("s3.bucket", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "3 to 63 lower-case letters, digits, '.' and '-', as S3 requires, without s3:// and folders"),
            of("s3.prefix", FOLDERS, "folders of letters without accents, digits, '.', '_' and '-' with single slashes between them, such as raw/quotes"),
            of("transform.prefix", FOLDERS, "folders of letters without accents, digits, '.', '_' and '-' with single slashes between them, such as curated"),
            of("glue.database", "[a-z0-9_-]{0,255}", "up to 255 lower-case letters, digits, '_' and '-', or blank for a lake without tables and reports"),
            of("glue.crawler", "[^\\p{Cntrl}\\s]([^\\p{Cntrl}]{0,253}[^\\p{Cntrl}\\s])?", "a name of up to 255 characters, without blanks around it"),
            of("athena.workgroup", "[A-Za-z0-9._-]{1,128}", "1 to 128 letters without accents, digits, '.', '_' and '-'"),
            new SettingNames("athena.output-location", OUTPUT, "s3://bucket/folder/, the folder of letters without accents, digits, '.', '_', '-' and single slashes, or blank for that of the work group"));

    /** Folders of the bucket in which the pipeline keeps something else. */
    private static final List<String> TAKEN = List.of("reports", "runs", "topics");

    private static SettingNames of(String setting, String form, String wanted) {
        return new SettingNames(setting, Pattern.compile(form), wanted);
    }

    /** @throws StartException naming the setting, what it is, and what it can be */
    static void check(CamelContext camel) {
        check(setting -> camel.resolvePropertyPlaceholders("{{" + setting + "}}"));
    }

    static void check(UnaryOperator<String> settings) {
        LakeLocation.of("s3://%s/%s".formatted(settings.apply("s3.bucket"), settings.apply("s3.prefix")));
        for (SettingNames name : ALL) {
            String value = settings.apply(name.setting);
            if (!name.form.matcher(value).matches()) {
                throw new StartException("%s is '%s'; it can be %s".formatted(name.setting, value, name.wanted));
            }
        }
        requireTwoTopics(settings, "kafka.topic", "kafka.dead-letter-topic");
        requireTwoTopics(settings, "kafka.topic", "live.gaps-topic");
        requireTwoTopics(settings, "kafka.dead-letter-topic", "live.gaps-topic");
        checkFolders(settings);
    }

    /** Kafka's metrics take a dot for an underscore: it refuses the second of two topics that differ in no more. */
    private static void requireTwoTopics(UnaryOperator<String> settings, String one, String other) {
        if (settings.apply(one).replace('.', '_').equals(settings.apply(other).replace('.', '_'))) {
            throw new StartException("%s is '%s' and %s is '%s'; they must be two topics, and differ in more than '.' and '_'"
                    .formatted(one, settings.apply(one), other, settings.apply(other)));
        }
    }

    private static void checkFolders(UnaryOperator<String> settings) {
        String lake = settings.apply("s3.prefix");
        String curated = settings.apply("transform.prefix");
        for (String taken : TAKEN) {
            requireApart("s3.prefix is '%s'".formatted(lake), lake, taken, "where the pipeline keeps its " + taken);
            requireApart("transform.prefix is '%s'".formatted(curated), curated, taken, "where the pipeline keeps its " + taken);
        }
        requireApart("transform.prefix is '%s'".formatted(curated), curated, lake, "which is s3.prefix");
        String location = settings.apply("athena.output-location");
        Matcher output = OUTPUT.matcher(location);
        if (output.matches() && settings.apply("s3.bucket").equals(output.group(1)) && !output.group(2).isEmpty()) {
            requireApart("athena.output-location is '%s'".formatted(location), output.group(2), lake, "which is s3.prefix");
            requireApart("athena.output-location is '%s'".formatted(location), output.group(2), curated, "which is transform.prefix");
        }
    }

    private static void requireApart(String given, String folder, String other, String why) {
        if ((folder + "/").startsWith(other + "/") || (other + "/").startsWith(folder + "/")) {
            throw new StartException("%s; it can be any folder but '%s', %s, one below that, or one above".formatted(given, other, why));
        }
    }
}
