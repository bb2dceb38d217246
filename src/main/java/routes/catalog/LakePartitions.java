package routes.catalog;

import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.aws.AwsClients;
import routes.batch.Batch;
import routes.lake.ColumnShape;
import routes.lake.LakeLocation;
import routes.lake.LakeObject;
import routes.lang.AwsErrors;
import routes.lang.Errors;
import routes.lang.StartException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Adds a new date's partition to the Glue catalog when its first object is in the lake, so that the object can be queried before the
 * next crawl; and where an object has what the table cannot show, a new column or values of another type, notes that the next run is to
 * crawl. The table is the one whose location is the lake's prefix: the first crawl makes it together with its partitions.
 *
 * <p>Glue is asked on a thread of its own, twice a date and process (GetTables, CreatePartition) and once for what is new, and whatever
 * it answers, objects are delivered. What failed is tried again with the next object.
 */
public class LakePartitions {
    /** Where keys are names of things, and each record has another, what was noted is not kept for ever. */
    private static final int MOST_NOTED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(LakePartitions.class);
    private static final int TOLD = 10;

    private final Set<LocalDate> registered = ConcurrentHashMap.newKeySet();
    /** What is missing, each once in this process: a crawler that leaves something out is not sent after it again and again. */
    private final Set<Object> noted = ConcurrentHashMap.newKeySet();
    private final ExecutorService calls = Executors.newSingleThreadExecutor(LakePartitions::daemon);
    private final LakeLocation location;
    private final GlueClient glue;
    private final CrawlNotes notes;
    private String database;
    private boolean enabled;
    private volatile LakeTable table;
    private volatile boolean complained;

    public LakePartitions(LakeLocation location, GlueClient glue, S3Client s3) {
        this.location = location;
        this.glue = glue;
        this.notes = new CrawlNotes(location, s3);
    }

    /** Returns at once. */
    public void register(LakeObject object, Batch batch) {
        LocalDate date = batch.date();
        if (isOn() && registered.add(date)) {
            calls.execute(() -> tryToRegister(object, date));
        }
        if (isOn() && !unknown(object).isEmpty()) {
            calls.execute(() -> tryToCompare(object));
        }
    }

    private boolean isOn() {
        return enabled && !database.isBlank();
    }

    /** Whether an object is in the lake whose table this catalog has. */
    public boolean areOf(LakeObject object) {
        return object.key().startsWith(location.prefix() + "/");
    }

    /** Whether queries see the objects of a date as soon as they are stored. */
    public boolean isRegistered(LocalDate date) {
        return isOn() && registered.contains(date);
    }

    /** @throws StartException when the catalog does not answer, or has not got the database; none is needed where none is named */
    public void check() {
        if (database.isBlank()) {
            return;
        }
        try {
            glue.getTables(tables -> tables.databaseName(database).maxResults(1).overrideConfiguration(AwsClients::brief));
        } catch (EntityNotFoundException missing) {
            throw new StartException("Glue has no database %s: create it, or set glue.database".formatted(database));
        } catch (SdkException refused) {
            throw new StartException("database %s: %s".formatted(database, AwsErrors.sentence("Glue", refused)));
        }
    }

    private void tryToRegister(LakeObject object, LocalDate date) {
        boolean done = false;
        try {
            done = register(date);
            complained = false;
        } catch (RuntimeException refused) {
            complain("partition date=%s is not in the catalog yet".formatted(date), refused);
        } finally {
            if (!done) {
                registered.remove(date);
                tryToNote(object, Set.of(date));
            }
        }
    }

    private void tryToCompare(LakeObject object) {
        try {
            if (!unknown(object).isEmpty()) {
                table = LakeTable.find(glue, database, location).orElse(null);
            }
            tryToNote(object, unknown(object));
        } catch (RuntimeException refused) {
            complain("the columns of %s are not compared with the table".formatted(object.key()), refused);
        }
    }

    private void complain(String what, RuntimeException refused) {
        if (!complained && !calls.isShutdown()) {
            LOG.warn("kafka-to-s3: {} ({}); objects are still delivered; a later one or the crawler adds it", what, Errors.sentence(refused));
        }
        complained = true;
    }

    /** @return false while there is no table */
    private boolean register(LocalDate date) {
        table = LakeTable.find(glue, database, location).orElse(null);
        if (table == null) {
            return false;
        }
        try {
            StorageDescriptor storage = table.storage().copy(copy -> copy.location("%sdate=%s/".formatted(location.uri(), date)));
            glue.createPartition(create -> create
                    .databaseName(database)
                    .tableName(table.name())
                    .partitionInput(partition -> partition.values(date.toString()).storageDescriptor(storage)));
            LOG.info("kafka-to-s3: partition date={} of table {} can be queried", date, table.name());
        } catch (AlreadyExistsException byAnother) {
            // instance, or by the crawler
        }
        return true;
    }

    /** What the table lacked when it was last looked at, and no note says yet. */
    private Set<ColumnShape> unknown(LakeObject object) {
        LakeTable known = table;
        return object.columns().stream()
                .filter(shape -> (known == null || !known.holds(shape)) && !noted.contains(shape))
                .collect(Collectors.toSet());
    }

    private void tryToNote(LakeObject object, Set<?> missing) {
        if (noted.containsAll(missing)) {
            return;
        }
        try {
            notes.want("%s has %s".formatted(object.key(), missing.stream().map(Object::toString).sorted().limit(TOLD).collect(Collectors.joining(", "))));
            if (noted.size() > MOST_NOTED) {
                noted.clear();
            }
            noted.addAll(missing);
        } catch (RuntimeException refused) {
            complain("that the table lacks something of %s is not noted".formatted(object.key()), refused);
        }
    }

    /** The last note of what the table lacks, after what is under way: with it, {@link #whyCrawl} and {@link #crawled} know what is new. */
    String wanted() {
        try {
            return calls.submit(notes::wanted).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause().getMessage(), failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Glue", stopping);
        }
    }

    /** @return what the table lacks; null when nothing that is known */
    String whyCrawl(String wanted) {
        if (!isOn()) {
            return "new dates and columns are not looked for (glue.register-partitions)";
        }
        if (LakeTable.find(glue, database, location).isEmpty()) {
            return "the lake has no table yet";
        }
        return notes.isMade(wanted) ? null : "%s, which the table lacks".formatted(wanted);
    }

    void crawled(String wanted) {
        notes.made(wanted);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lake-partitions");
        thread.setDaemon(true);
        return thread;
    }

    public void close() {
        calls.shutdownNow();
    }

    public void setDatabase(String database) {
        this.database = database;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
