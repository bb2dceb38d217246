package pipeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs on containers: left out unless asked for with {@code -Dexcluded.tests=}, and skipped with one line where no engine
 * answers or an image cannot be had.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("containers")
@ExtendWith(ContainerEngine.class)
@interface NeedsContainers {
    /** The images, with their tags. */
    String[] value();
}
