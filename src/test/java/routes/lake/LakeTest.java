package routes.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;

@Tag("servers")
class LakeTest {
    @Test
    void hasNoObjectsBeforeTheFirst() {
        try (Lab lab = Lab.with()) {
            lab.start();
            Lake lake = lab.pipeline().bean("lake", Lake.class);
            assertThat(lake.hasObjects()).isFalse();

            lab.put("date=2026-01-01/any", "", Map.of());
            assertThat(lake.hasObjects()).isTrue();
        }
    }
}
