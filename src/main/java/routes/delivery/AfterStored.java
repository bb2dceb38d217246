package routes.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Batch;
import routes.batch.LakeOffset;
import routes.lake.Lake;
import routes.lake.LakeLocation;
import routes.lake.LakeObject;
import routes.lake.StoredObject;
import routes.lang.Errors;
import routes.seam.Seam;

/**
 * Tells a route of the user's own, {@code direct:after-stored}, of each object that is in the lake, before Kafka is told that its records
 * are stored: at least once, also where the object was there already, and one partition's in the order of their offsets. The route fails by
 * itself, unless it is required: then the batch comes again.
 */
public class AfterStored {
    private static final Logger LOG = LoggerFactory.getLogger(AfterStored.class);

    private final Seam seam;
    private final Lake lake;
    private final LakeLocation location;
    private boolean required;
    private String trouble = "";

    public AfterStored(Seam seam, Lake lake, LakeLocation location) {
        this.seam = seam;
        this.lake = lake;
        this.location = location;
    }

    /**
     * @param batch whose first record is in the lake
     * @param object that was made of it; null where the lake had it before
     * @throws Exception of the route, when it is required
     */
    public void tell(Batch batch, LakeObject object) throws Exception {
        try {
            Seam.Way way = seam.way();
            if (way != null) {
                way.send(news(lake.stored(batch, object)), Map.of());
                trouble = "";
            }
        } catch (Exception failed) {
            if (required) {
                throw failed;
            }
            warn(Errors.sentence(failed));
        }
    }

    private Map<String, Object> news(StoredObject object) {
        Map<String, Object> news = new LinkedHashMap<>();
        news.put("bucket", location.bucket());
        news.put("key", object.key());
        news.put("date", object.name().date().toString());
        news.put("topic", object.name().topic());
        news.put("partition", object.name().partition());
        news.put("startOffset", LakeOffset.kafka(object.startOffset()));
        news.put("endOffset", LakeOffset.kafka(object.endOffset()));
        news.put("records", object.records());
        news.put("rejected", object.rejected());
        news.put("filtered", object.filtered());
        news.put("size", object.size());
        return news;
    }

    /** Once, and not with each object. */
    private synchronized void warn(String sentence) {
        if (!sentence.equals(trouble)) {
            LOG.warn("after-stored: {}; objects are stored all the same, and it is not told of this one again "
                    + "(set after-stored.required=true where nothing may be stored without it)", sentence);
        }
        trouble = sentence;
    }

    /** @param required whether a batch counts as stored only when the route has ended well */
    public void setRequired(boolean required) {
        this.required = required;
    }
}
