package cloud.crash;

import java.util.concurrent.CountDownLatch;

/** What the service does while Kafka's log goes back. Afterwards one instance of it runs. */
enum Meanwhile {
    RUNS("under a service that runs") {
        @Override
        void during(CrashSite site, Runnable loss) {
            loss.run();
        }
    },
    SLEEPS("under a service that sleeps") {
        @Override
        void during(CrashSite site, Runnable loss) {
            JavaProcess sleeper = site.service();
            sleeper.freeze();
            try {
                loss.run();
            } finally {
                sleeper.thaw();
            }
        }
    },
    SLEEPS_IN_A_PUT("with a put on the way") {
        @Override
        void during(CrashSite site, Runnable loss) {
            JavaProcess zombie = site.service();
            CountDownLatch arrival = site.freezeInNextPut();
            JavaProcess successor;
            try {
                loss.run();
                if (site.isHeads()) {
                    arrival.countDown();
                }
                successor = site.startService();
                site.untilCaughtUp();
            } finally {
                arrival.countDown();
                zombie.thaw();
            }
            site.sleep(0, 2000);
            site.endOneOf(zombie, successor);
        }
    },
    IS_STOPPED("while the service is stopped") {
        @Override
        void during(CrashSite site, Runnable loss) {
            site.stopService();
            loss.run();
            site.startService();
        }
    },
    IS_KILLED("after kill -9") {
        @Override
        void during(CrashSite site, Runnable loss) {
            site.service().kill();
            loss.run();
            site.startService();
        }
    },
    IS_KILLED_AFTER_PUT("after kill -9 between put and commit") {
        @Override
        void during(CrashSite site, Runnable loss) {
            site.killAtNextPut();
            loss.run();
            site.startService();
        }
    },
    ARE_TWO("under two instances") {
        @Override
        void during(CrashSite site, Runnable loss) {
            JavaProcess first = site.service();
            JavaProcess second = site.startService();
            site.untilMembers(2);
            loss.run();
            site.sleep(0, 2000);
            site.endOneOf(first, second);
        }
    };

    private final String words;

    Meanwhile(String words) {
        this.words = words;
    }

    abstract void during(CrashSite site, Runnable loss);

    @Override
    public String toString() {
        return words;
    }
}
