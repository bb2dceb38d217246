package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** To Camel's tools, kafka-batch is a component like its own. */
class KafkaBatchComponentTest extends CamelTestSupport {
    @Test
    void camelFindsItByItsName() {
        assertThat(context.getComponent("kafka-batch")).isInstanceOf(KafkaBatchComponent.class);
    }

    @Test
    void itsOptionsAreSetAndThoseOfKafkaReachKafka() {
        KafkaBatchEndpoint endpoint = context.getEndpoint(
                "kafka-batch:quotes?maxRecords=100&maxBytes=1MB&maxAge=2s&maxIdle=300ms&writers=3&kafka.sessionTimeoutMs=7000", KafkaBatchEndpoint.class);

        assertThat(endpoint)
                .returns("quotes", KafkaBatchEndpoint::getTopic)
                .returns(100, KafkaBatchEndpoint::getMaxRecords)
                .returns("1MB", KafkaBatchEndpoint::getMaxBytes)
                .returns(Duration.ofSeconds(2), KafkaBatchEndpoint::getMaxAge)
                .returns(Duration.ofMillis(300), KafkaBatchEndpoint::getMaxIdle)
                .returns(3, KafkaBatchEndpoint::getWriters)
                .returns(1, KafkaBatchEndpoint::getConsumers);
        assertThat(context.getEndpoints().stream().filter(KafkaEndpoint.class::isInstance).map(KafkaEndpoint.class::cast))
                .singleElement()
                .satisfies(kafka -> assertThat(kafka.getConfiguration().getSessionTimeoutMs()).isEqualTo(7000));
    }

    @Test
    void anOptionThatItOrKafkaDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("kafka-batch:quotes?maxRecrods=100"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("kafka-batch").hasMessageContaining("maxRecrods");
        assertThatThrownBy(() -> context.getEndpoint("kafka-batch:quotes?kafka.sessionTimeout=7000"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("kafka:").hasMessageContaining("sessionTimeout");
    }

    /** The catalog is generated when the classes are compiled, and kept in src/generated. */
    @Test
    void theCatalogSaysWhatTheAnnotationsSay() throws Exception {
        JsonNode catalog = new ObjectMapper().readTree(((CatalogCamelContext) context).getComponentParameterJsonSchema("kafka-batch"));
        UriEndpoint endpoint = KafkaBatchEndpoint.class.getAnnotation(UriEndpoint.class);
        Map<String, String> annotated = Arrays.stream(KafkaBatchEndpoint.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(UriParam.class))
                .collect(Collectors.toMap(Field::getName, field -> said(field.getAnnotation(UriParam.class)), (one, other) -> one, TreeMap::new));

        Map<String, String> inCatalog = new TreeMap<>();
        catalog.get("properties").properties().stream()
                .filter(option -> annotated.containsKey(option.getKey()))
                .forEach(option -> inCatalog.put(option.getKey(), said(option.getValue())));

        assertThat(catalog.at("/component/syntax").asText()).isEqualTo(endpoint.syntax());
        assertThat(catalog.at("/component/lenientProperties").asBoolean()).isFalse();
        assertThat(annotated).hasSizeGreaterThan(8);
        assertThat(inCatalog).isEqualTo(annotated);
        assertThat(catalog.get("headers").has(KafkaBatchConsumer.STORED_THROUGH)).isTrue();
    }

    private static String said(UriParam option) {
        return "%s (%s)".formatted(option.description(), option.defaultValue());
    }

    private static String said(JsonNode option) {
        return "%s (%s)".formatted(option.get("description").asText().split("\\. This is a multi-value")[0], option.path("defaultValue").asText());
    }
}
