package simulator;

import java.time.Duration;

/** One simulation from its beginning to its end: the faults of its scenario, then calm, in which everything must come to rest. */
final class Run {
    private static final Duration LONGEST_CALM = Duration.ofMinutes(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final Scenario scenario;
    private final Simulation simulation;
    private final Story story;
    private final Stage stage;
    private int faults;
    private int striking;

    private Run(Scenario scenario, boolean trace) {
        this.scenario = scenario;
        this.story = new Story(trace);
        this.simulation = new Simulation(scenario.seed(), scenario.start(), story);
        this.stage = new Stage(scenario, simulation);
    }

    /** @param trace whether its story is kept */
    static Outcome of(Scenario scenario, boolean trace) {
        Run run = new Run(scenario, trace);
        run.simulation.run(run::direct);
        return run.outcome();
    }

    private Outcome outcome() {
        return new Outcome(
                scenario, simulation.violation(), story.digest(), simulation.age(), simulation.steps(), faults, stage.load().acknowledged(),
                stage.audit().objects(), stage.audit().lost(), story.lines(), story.history());
    }

    private void direct() {
        simulation.tell(scenario.toString());
        stage.start();
        for (Scenario.Strike strike : scenario.strikes()) {
            sleepUntil(strike.at());
            strike(strike.fault());
        }
        sleepUntil(scenario.length());
        while (striking > 0) {
            simulation.sleep(BETWEEN_LOOKS);
        }
        calm();
        stage.audit().checkComplete();
        new Verdict(stage).check();
    }

    private void sleepUntil(Duration age) {
        simulation.sleep(age.minus(simulation.age()));
    }

    private void strike(Fault fault) {
        faults++;
        striking++;
        simulation.outside().start(fault.word(), () -> {
            simulation.tell("FAULT " + fault.word());
            fault.strike(stage);
            simulation.tell("over: " + fault.word());
            simulation.stir();
            striking--;
        });
    }

    /** Nothing happens any more: what was sent must be stored soon. */
    private void calm() {
        stage.load().stop();
        simulation.tell("calm");
        Duration begin = simulation.age();
        while (!stage.audit().isDrained()) {
            Duration waited = simulation.age().minus(begin);
            if (!stage.goesOn() && waited.compareTo(LONGEST_CALM.dividedBy(2)) > 0 && stage.isAnyLogBack()) {
                stage.goOn();
                begin = simulation.age();
            } else if (waited.compareTo(LONGEST_CALM) > 0) {
                simulation.fail("after %d minutes without a fault, not all that Kafka has is stored and committed; %s".formatted(
                        LONGEST_CALM.toMinutes(), stage.waitsFor()), null);
                return;
            }
            simulation.sleep(BETWEEN_LOOKS);
        }
    }
}
