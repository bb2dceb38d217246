package cloud.glue;

import cloud.crawl.Crawlers;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.Tags;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Glue's operations on crawlers and their schedules. */
final class GlueCrawlers {
    private static final int PAGE = 1000;

    private final Crawlers crawlers;
    private final Tags tags;

    GlueCrawlers(Crawlers crawlers, Tags tags) {
        this.crawlers = crawlers;
        this.tags = tags;
    }

    void offer(GlueApi api) {
        api.change("CreateCrawler", in -> {
            in.text("Role");
            in.structure("Targets");
            crawlers.create(in.text("Name"), in.in());
            tags.add(GlueTags.crawler(in.text("Name")), in.in().path("Tags"));
        });
        api.change("UpdateCrawler", in -> crawlers.update(in.text("Name"), in.in()));
        api.answer("GetCrawler", in -> AwsJson.object().set("Crawler", crawlers.get(in.text("Name"))));
        api.answer("GetCrawlers", in -> in.page(PAGE).of("Crawlers", crawlers.all()));
        api.answer("ListCrawlers", in -> in.page(PAGE).of("CrawlerNames", crawlers.all().stream().map(crawler -> crawler.path("Name"))
                .filter(name -> tags.of(GlueTags.crawler(name.asText())).properties().containsAll(in.in().path("Tags").properties())).toList()));
        api.answer("BatchGetCrawlers", in -> get(in.texts("CrawlerNames", 100)));
        api.change("StartCrawler", in -> crawlers.start(in.text("Name")));
        api.change("StopCrawler", in -> crawlers.stop(in.text("Name")));
        api.change("DeleteCrawler", in -> {
            crawlers.delete(in.text("Name"));
            tags.forget(GlueTags.crawler(in.text("Name")));
        });
        api.answer("GetCrawlerMetrics", in -> in.page(PAGE).of("CrawlerMetricsList",
                crawlers.metrics(in.in().has("CrawlerNameList") ? in.texts("CrawlerNameList", 100) : List.of())));

        api.change("StartCrawlerSchedule", in -> crawlers.startSchedule(in.text("CrawlerName")));
        api.change("StopCrawlerSchedule", in -> crawlers.stopSchedule(in.text("CrawlerName")));
        api.change("UpdateCrawlerSchedule", in -> crawlers.updateSchedule(in.text("CrawlerName"), in.in().path("Schedule").asText("")));
    }

    private JsonNode get(List<String> names) {
        ObjectNode out = AwsJson.object();
        ArrayNode found = out.putArray("Crawlers");
        ArrayNode missing = out.putArray("CrawlersNotFound");
        for (String name : names) {
            try {
                found.add(crawlers.get(name));
            } catch (AwsException notFound) {
                missing.add(name);
            }
        }
        return out;
    }
}
