package cloud;

import org.junit.jupiter.api.Test;

/** The alert rules, by Prometheus's own tool where it is installed. */
class AlertRulesTest {
    @Test
    void eachAlertFiresWhenItShouldAndNotOtherwise() {
        Tool.run("promtool", "check", "rules", "docker/prometheus/alerts.yml").requireClean();
        Tool.run("promtool", "test", "rules", "docker/prometheus/alerts-test.yml").requireClean();
    }
}
