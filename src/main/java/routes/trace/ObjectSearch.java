package routes.trace;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.aws.AwsClients;
import routes.batch.LakeOffset;
import routes.lake.LakeLocation;
import routes.lake.ObjectReader;
import routes.lake.PartitionObjects;
import routes.lake.StoredObject;
import routes.lang.AwayException;
import routes.lang.Errors;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Finds the object that has an offset, by the names alone: an object is named by its date, its partition and its first offset, so a few
 * short lists tell, however many objects there are.
 */
final class ObjectSearch {
    private static final long FIRST_STEP = 1000;
    private static final int MOST_PAGES = 20;
    /** Dates that are looked into one by one, where their order does not tell. */
    private static final int MOST_DATES = 60;

    /** Dates that are looked into for what is beside an object. */
    private static final int MOST_NEIGHBOURS = 10;

    private final LakeLocation location;
    private final S3Client s3;
    private final String topic;
    private final int partition;
    private final Patience patience;
    private List<LocalDate> dates;

    ObjectSearch(LakeLocation location, S3Client s3, String topic, int partition, Patience patience) {
        this.location = location;
        this.s3 = s3;
        this.topic = topic;
        this.partition = partition;
        this.patience = patience;
    }

    /**
     * An object with those beside it.
     *
     * @param before and {@code after}: those of the same partition; null where there is none
     */
    record Found(PartitionObjects.Listed listed, StoredObject object, String before, String after) {
        String key() {
            return listed.key();
        }

        Instant put() {
            return listed.put();
        }
    }

    /** @param date of the record; it stands in an object of that date, or of a later one when it came late */
    Optional<Found> find(long lakeOffset, LocalDate date) {
        List<LocalDate> since = dates().stream().filter(one -> !one.isBefore(date)).limit(MOST_DATES).toList();
        return firstOf(since, lakeOffset);
    }

    /** Of a record whose date is not known. */
    Optional<Found> find(long lakeOffset) {
        List<LocalDate> all = dates();
        int low = 0;
        for (int high = all.size(); low < high; ) {
            int middle = (low + high) >>> 1;
            int at = middle;
            Optional<PartitionObjects.Listed> first = first(all.get(at), LakeOffset.of(LakeOffset.generation(lakeOffset), 0));
            // nothing of this partition is of that date: a later one tells
            while (first.isEmpty() && ++at < high) {
                first = first(all.get(at), LakeOffset.of(LakeOffset.generation(lakeOffset), 0));
            }
            if (first.isPresent() && first.get().name().startOffset() <= lakeOffset) {
                low = at + 1;
            } else {
                high = middle;
            }
        }
        List<LocalDate> best = all.subList(Math.max(0, low - 1), low);
        Optional<Found> found = firstOf(best, lakeOffset);
        return found.isPresent() ? found : firstOf(all, lakeOffset);
    }

    private Optional<Found> firstOf(List<LocalDate> dates, long lakeOffset) {
        return dates.stream().limit(MOST_DATES).flatMap(date -> in(date, lakeOffset).stream()).findFirst();
    }

    private Optional<Found> in(LocalDate date, long lakeOffset) {
        Optional<PartitionObjects.Listed> upTo = lastUpTo(date, lakeOffset);
        if (upTo.isEmpty()) {
            return Optional.empty();
        }
        StoredObject object = stored(upTo.get());
        return object.endOffset() < lakeOffset ? Optional.empty() : Optional.of(new Found(upTo.get(), object, before(object), after(object)));
    }

    private StoredObject stored(PartitionObjects.Listed object) {
        patience.require("ask what is in " + object.key());
        try {
            return StoredObject.of(object.name(), object.key(), s3.headObject(head -> head
                    .bucket(location.bucket()).key(object.key()).overrideConfiguration(AwsClients::brief)).metadata());
        } catch (IllegalArgumentException damaged) {
            throw new AwayException("%s %s; verify tells more".formatted(object.key(), damaged.getMessage()));
        }
    }

    /** The object with the greatest start up to an offset. */
    private Optional<PartitionObjects.Listed> lastUpTo(LocalDate date, long lakeOffset) {
        long start = LakeOffset.of(LakeOffset.generation(lakeOffset), 0);
        for (long step = FIRST_STEP; ; step *= 8) {
            long from = Math.max(start, lakeOffset - step);
            Optional<PartitionObjects.Listed> last = lastIn(date, from, lakeOffset);
            if (last.isPresent() || from == start) {
                return last;
            }
        }
    }

    private Optional<PartitionObjects.Listed> lastIn(LocalDate date, long from, long to) {
        PartitionObjects.Listed last = null;
        String after = prefix(date) + "%020d".formatted(from);
        for (int page = 0; after != null; page++) {
            if (page == MOST_PAGES) {
                throw new AwayException("too many objects of %s-%d begin shortly before offset %d to list them".formatted(topic, partition, to));
            }
            ListObjectsV2Response listed = list(prefix(date), after, 1000);
            after = listed.contents().isEmpty() || !listed.isTruncated() ? null : listed.contents().get(listed.contents().size() - 1).key();
            for (PartitionObjects.Listed object : ours(listed)) {
                if (object.name().startOffset() > to) {
                    return Optional.ofNullable(last);
                }
                last = object;
            }
        }
        return Optional.ofNullable(last);
    }

    /** The first object of a date that begins at an offset or later. */
    private Optional<PartitionObjects.Listed> first(LocalDate date, long from) {
        // the second: a topic may be called quotes-0
        return ours(list(prefix(date), prefix(date) + "%020d".formatted(from), 2)).stream().findFirst();
    }

    private String after(StoredObject object) {
        return dates().stream()
                .filter(date -> !date.isBefore(object.name().date()))
                .limit(MOST_NEIGHBOURS)
                .flatMap(date -> first(date, object.endOffset() + 1).stream())
                .filter(next -> next.name().startOffset() == object.endOffset() + 1)
                .map(PartitionObjects.Listed::key)
                .findFirst()
                .orElse(null);
    }

    private String before(StoredObject object) {
        if (LakeOffset.kafka(object.startOffset()) == 0) {
            return null;
        }
        List<LocalDate> upTo = new ArrayList<>(dates().stream().filter(date -> !date.isAfter(object.name().date())).toList());
        for (int i = upTo.size() - 1; i >= Math.max(0, upTo.size() - MOST_NEIGHBOURS); i--) {
            Optional<PartitionObjects.Listed> last = lastUpTo(upTo.get(i), object.startOffset() - 1);
            if (last.isPresent()) {
                return last.get().key();
            }
        }
        return null;
    }

    /** The line of an offset; empty when the object leaves it out. */
    Optional<String> line(Found found, long lakeOffset) {
        try (ResponseInputStream<GetObjectResponse> content =
                s3.getObject(get -> get.bucket(location.bucket()).key(found.key()).overrideConfiguration(AwsClients::brief))) {
            try {
                return ObjectReader.line(found.object(), lakeOffset, content, patience::isLeft);
            } finally {
                // what follows is of no interest
                content.abort();
            }
        } catch (IOException broken) {
            throw new AwayException("%s cannot be read: %s".formatted(found.key(), Errors.sentence(broken)));
        }
    }

    private List<LocalDate> dates() {
        if (dates == null) {
            patience.require("list the dates of the lake");
            ListObjectsV2Request request = ListObjectsV2Request.builder()
                    .bucket(location.bucket()).prefix(location.prefix() + "/date=").delimiter("/").overrideConfiguration(AwsClients::brief).build();
            dates = s3.listObjectsV2Paginator(request).commonPrefixes().stream()
                    .map(CommonPrefix::prefix)
                    .flatMap(folder -> date(folder.substring(folder.lastIndexOf("date=") + 5, folder.length() - 1)).stream())
                    .toList();
        }
        return dates;
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private ListObjectsV2Response list(String prefix, String after, int most) {
        patience.require("list the objects of " + prefix);
        return s3.listObjectsV2(list -> list.bucket(location.bucket()).prefix(prefix).startAfter(after).maxKeys(most).overrideConfiguration(AwsClients::brief));
    }

    private List<PartitionObjects.Listed> ours(ListObjectsV2Response listed) {
        return listed.contents().stream()
                .flatMap(object -> PartitionObjects.Listed.of(location.prefix(), object).stream())
                .filter(object -> object.name().isOf(topic, partition))
                .toList();
    }

    private String prefix(LocalDate date) {
        return "%s/date=%s/%s-%d-".formatted(location.prefix(), date, topic, partition);
    }
}
