package cloud.crawl;

import cloud.wire.AwsException;
import cloud.wire.DaemonThreads;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.quartz.CronExpression;

/**
 * Starts crawlers when it is time, in UTC. AWS writes {@code cron(minutes hours day-of-month month day-of-week year)}, which is Quartz's
 * expression without its seconds; faster than every five minutes is not supported (Glue Developer Guide, "Time-based schedules for jobs
 * and crawlers").
 */
final class CrawlSchedules implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Consumer<String> start;
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("crawl-schedule"));
    private final Map<String, Alarm> planned = new HashMap<>();

    private record Alarm(String schedule, Future<?> future) {}

    CrawlSchedules(InstantSource clock, Consumer<String> start) {
        this.clock = clock;
        this.start = start;
    }

    /** @throws AwsException InvalidInputException if it is not such an expression, or too frequent */
    static CronExpression parse(String schedule) {
        if (!schedule.matches("cron\\(\\S+( +\\S+){5}\\)")) {
            throw AwsException.invalidInput("The schedule is not cron(minutes hours day-of-month month day-of-week year): " + schedule);
        }
        try {
            CronExpression cron = new CronExpression("0 " + schedule.substring("cron(".length(), schedule.length() - 1));
            cron.setTimeZone(TimeZone.getTimeZone("UTC"));
            requireSlow(cron, schedule);
            return cron;
        } catch (ParseException e) {
            throw AwsException.invalidInput("The schedule " + schedule + " is not understood: " + e.getMessage());
        }
    }

    private static void requireSlow(CronExpression cron, String schedule) {
        Date last = cron.getNextValidTimeAfter(new Date());
        for (int i = 0; i < 60 && last != null; i++) {
            Date next = cron.getNextValidTimeAfter(last);
            if (next != null && next.getTime() - last.getTime() < SHORTEST.toMillis()) {
                throw AwsException.invalidInput("The schedule " + schedule + " fires more often than every five minutes");
            }
            last = next;
        }
    }

    synchronized void plan(String crawler, String schedule) {
        plan(crawler, schedule, clock.instant());
    }

    private void plan(String crawler, String schedule, Instant after) {
        cancel(crawler);
        Date next = parse(schedule).getNextValidTimeAfter(Date.from(after));
        if (next != null && !alarms.isShutdown()) {
            Instant due = next.toInstant();
            long wait = Duration.between(clock.instant(), due).toMillis();
            planned.put(crawler, new Alarm(schedule, alarms.schedule(() -> fire(crawler, schedule, due), wait, TimeUnit.MILLISECONDS)));
        }
    }

    private void fire(String crawler, String schedule, Instant due) {
        synchronized (this) {
            Alarm alarm = planned.get(crawler);
            // a run that was cancelled or replaced may already be starting
            if (alarm == null || !alarm.schedule().equals(schedule)) {
                return;
            }
            plan(crawler, schedule, due);
        }
        // without the lock, which those who change a crawler take second
        start.accept(crawler);
    }

    synchronized void cancel(String crawler) {
        Alarm alarm = planned.remove(crawler);
        if (alarm != null) {
            alarm.future().cancel(false);
        }
    }

    @Override
    public void close() {
        DaemonThreads.stop(alarms);
    }
}
