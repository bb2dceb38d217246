package routes.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.aws.AwsClients;
import routes.batch.Batch;
import routes.lake.LakeLocation;
import routes.lang.AwsErrors;
import routes.lang.Errors;
import routes.lang.StartException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * Adds a new date's partition to the Glue catalog when its first object is in the lake, so that the object can be queried before the
 * next crawl; the crawler is left to maintain the columns. The table is the one whose location is the lake's prefix: as long as there
 * is none, nothing is done, and the first crawl makes it together with its partitions.
 *
 * <p>Glue is asked on a thread of its own, twice a date and process (GetTables, CreatePartition), and whatever it answers, objects are
 * delivered. What failed is tried again with the next object of that date.
 */
public class LakePartitions {
    private static final Logger LOG = LoggerFactory.getLogger(LakePartitions.class);

    private final Set<LocalDate> registered = ConcurrentHashMap.newKeySet();
    private final ExecutorService calls = Executors.newSingleThreadExecutor(LakePartitions::daemon);
    private final LakeLocation location;
    private final GlueClient glue;
    private String database;
    private boolean enabled;
    private volatile boolean complained;

    public LakePartitions(LakeLocation location, GlueClient glue) {
        this.location = location;
        this.glue = glue;
    }

    /** Returns at once. */
    public void register(Batch batch) {
        LocalDate date = batch.date();
        if (isOn() && registered.add(date)) {
            calls.execute(() -> tryToRegister(date));
        }
    }

    private boolean isOn() {
        return enabled && !database.isBlank();
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

    private void tryToRegister(LocalDate date) {
        boolean done = false;
        try {
            done = register(date);
            complained = false;
        } catch (RuntimeException refused) {
            complain(date, refused);
        } finally {
            if (!done) {
                registered.remove(date);
            }
        }
    }

    private void complain(LocalDate date, RuntimeException refused) {
        if (!complained && !calls.isShutdown()) {
            LOG.warn(
                    "kafka-to-s3: partition date={} is not in the catalog yet ({}); objects are still delivered; a later one or the crawler adds it",
                    date,
                    Errors.sentence(refused));
        }
        complained = true;
    }

    /** @return false while there is no table */
    private boolean register(LocalDate date) {
        Optional<Table> table = table();
        if (table.isEmpty()) {
            return false;
        }
        try {
            StorageDescriptor storage = table.get().storageDescriptor().copy(copy -> copy.location("%sdate=%s/".formatted(location.uri(), date)));
            glue.createPartition(create -> create
                    .databaseName(database)
                    .tableName(table.get().name())
                    .partitionInput(partition -> partition.values(date.toString()).storageDescriptor(storage)));
            LOG.info("kafka-to-s3: partition date={} of table {} can be queried", date, table.get().name());
        } catch (AlreadyExistsException byAnother) {
            // instance, or by the crawler
        }
        return true;
    }

    /** Found by its location, since a crawler may give it any name. */
    private Optional<Table> table() {
        return glue.getTablesPaginator(tables -> tables.databaseName(database)).stream()
                .flatMap(page -> page.tableList().stream())
                .filter(table -> table.storageDescriptor() != null && isLake(table.storageDescriptor().location()))
                .filter(table -> List.of("date").equals(table.partitionKeys().stream().map(key -> key.name()).toList()))
                .findFirst();
    }

    private boolean isLake(String folder) {
        return folder != null && location.uri().equals(folder.endsWith("/") ? folder : folder + "/");
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
