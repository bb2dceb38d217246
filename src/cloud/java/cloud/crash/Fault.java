package cloud.crash;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** What can go wrong between Kafka and the lake. Each leaves one instance of the service running, and a cloud that works. */
public enum Fault {
    KILL("kill -9") {
        @Override
        void strike(CrashSite site) {
            site.sleep(0, 2000);
            site.service().kill();
            site.startService();
        }
    },
    KILL_AFTER_PUT("kill -9 between put and commit") {
        @Override
        void strike(CrashSite site) {
            site.sleep(0, 1000);
            site.killAtNextPut();
            site.startService();
        }
    },
    ZOMBIE("zombie") {
        @Override
        void strike(CrashSite site) {
            site.sleep(0, 1000);
            JavaProcess zombie = site.service();
            zombie.freeze();
            JavaProcess successor = site.startService();
            try {
                site.untilCaughtUp();
            } finally {
                zombie.thaw();
            }
            site.sleep(0, 2000);
            site.endOneOf(zombie, successor);
        }
    },
    LATE_PUT("zombie with a late put") {
        @Override
        void strike(CrashSite site) {
            site.sleep(0, 1000);
            JavaProcess zombie = site.service();
            CountDownLatch arrival = site.freezeInNextPut();
            JavaProcess successor = site.startService();
            try {
                site.untilCaughtUp();
            } finally {
                arrival.countDown();
                zombie.thaw();
            }
            site.sleep(0, 2000);
            site.endOneOf(zombie, successor);
        }
    },
    JOIN_AND_LEAVE("join and leave") {
        @Override
        void strike(CrashSite site) {
            JavaProcess first = site.service();
            JavaProcess second = site.startService();
            site.untilMembers(2);
            site.sleep(0, 2000);
            site.endOneOf(first, second);
        }
    },
    PUT_ERRORS("some puts fail") {
        @Override
        void strike(CrashSite site) {
            site.failSomePuts();
            site.sleep(2000, 4000);
            site.failNoPut();
        }
    },
    PUT_OUTAGE("all puts fail") {
        @Override
        void strike(CrashSite site) {
            site.failAllPuts();
            site.sleep(2000, 4000);
            site.failNoPut();
        }
    },
    BROKER_RESTART("broker restart") {
        @Override
        void strike(CrashSite site) {
            site.sleep(0, 500);
            site.restartBroker();
        }
    },
    TAIL_LOSS("broker loses its tail") {
        @Override
        void strike(CrashSite site) {
            site.logGoesBack(site.logLoss()::loseTails);
        }
    },
    TOPIC_ANEW("topic created anew") {
        @Override
        void strike(CrashSite site) {
            site.logGoesBack(site.logLoss()::createTopicAnew);
        }
    },
    IDLE("idle gap") {
        @Override
        void strike(CrashSite site) {
            site.load().idle(true);
            site.sleep(500, 2500);
            site.load().idle(false);
        }
    },
    GARBAGE("garbage records") {
        @Override
        void strike(CrashSite site) {
            site.load().muchGarbage(true);
            site.sleep(500, 2000);
            site.load().muchGarbage(false);
        }
    };

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    abstract void strike(CrashSite site);

    /** Whether it needs to stop a process and to continue it. */
    boolean freezes() {
        return this == ZOMBIE || this == LATE_PUT || this == TAIL_LOSS || this == TOPIC_ANEW;
    }

    /** Its name on the command line: {@code kill-after-put}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException with a sentence that lists the valid names */
    public static Fault of(String option) {
        return Arrays.stream(values())
                .filter(fault -> fault.option().equals(option.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '%s'; there are: %s"
                        .formatted(option, Arrays.stream(values()).map(Fault::option).collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return words;
    }
}
