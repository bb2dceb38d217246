package cloud.glue;

import cloud.catalog.Catalog;
import cloud.crawl.Crawlers;
import cloud.crawl.GlueRequest;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Tags;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Glue's operations on tags, which databases and crawlers can have. */
final class GlueTags {
    /** The region and the account are anyone's. */
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:glue:[a-z0-9-]*:[0-9]{12}:((crawler|database)/(.+))");

    private final Catalog catalog;
    private final Crawlers crawlers;
    private final Tags tags;

    GlueTags(Catalog catalog, Crawlers crawlers, Tags tags) {
        this.catalog = catalog;
        this.crawlers = crawlers;
        this.tags = tags;
    }

    static String database(String name) {
        return "database/" + name.toLowerCase();
    }

    static String crawler(String name) {
        return "crawler/" + name;
    }

    void offer(GlueApi api) {
        api.answer("GetTags", in -> AwsJson.object().set("Tags", tags.of(resource(in))));
        api.change("TagResource", in -> tags.add(resource(in), in.structure("TagsToAdd")));
        api.change("UntagResource", in -> {
            in.items("TagsToRemove", 50);
            tags.remove(resource(in), in.in().path("TagsToRemove"));
        });
    }

    /** The end of the ARN of what is there. */
    private String resource(GlueRequest in) {
        String arn = in.text("ResourceArn");
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw AwsException.invalidInput("The local cloud has tags of databases and crawlers, and this is the ARN of neither: " + arn);
        }
        if (parts.group(2).equals("database")) {
            catalog.database(parts.group(3));
            return database(parts.group(3));
        }
        crawlers.get(parts.group(3));
        return crawler(parts.group(3));
    }
}
