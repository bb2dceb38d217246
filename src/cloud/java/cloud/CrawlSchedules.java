package cloud;

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
    private final Map<String, Future<?>> planned = new HashMap<>();

    CrawlSchedules(InstantSource clock, Consumer<String> start) {
        this.clock = clock;
        this.start = start;
    }

    /** @throws AwsException InvalidInputException if it is no such expression, or one that is too fast */
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
        cancel(crawler);
        CronExpression cron = parse(schedule);
        Instant now = clock.instant();
        Date next = cron.getNextValidTimeAfter(Date.from(now));
        if (next != null && !alarms.isShutdown()) {
            long wait = Duration.between(now, next.toInstant()).toMillis();
            planned.put(crawler, alarms.schedule(() -> fire(crawler, schedule), wait, TimeUnit.MILLISECONDS));
        }
    }

    private synchronized void fire(String crawler, String schedule) {
        // what was cancelled may be on its way here already
        if (planned.containsKey(crawler)) {
            start.accept(crawler);
            plan(crawler, schedule);
        }
    }

    synchronized void cancel(String crawler) {
        Future<?> alarm = planned.remove(crawler);
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    @Override
    public void close() {
        DaemonThreads.stop(alarms);
    }
}
