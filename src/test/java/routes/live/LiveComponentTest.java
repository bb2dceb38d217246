package routes.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** To Camel's tools, live is a component like its own. */
class LiveComponentTest extends CamelTestSupport {
    @Test
    void camelFindsItByItsNameAndTheOnlySettingsOfTheRegistry() throws Exception {
        assertThat(context.getComponent("live")).isInstanceOf(LiveComponent.class);
        assertThatThrownBy(() -> context.getEndpoint("live:x").createConsumer(exchange -> {})).hasMessageContaining("needs the parameter settings");

        LiveSettings settings = new LiveSettings();
        context.getRegistry().bind("mine", settings);
        LiveEndpoint endpoint = context.getEndpoint("live:x", LiveEndpoint.class);
        assertThat(endpoint.createConsumer(exchange -> {})).isInstanceOf(LiveConsumer.class);
        assertThat(endpoint.getSettings()).isSameAs(settings);
    }

    @Test
    void itIsOnlyHeardAndHasNoOtherOptions() {
        assertThatThrownBy(() -> context.getEndpoint("live:x").createProducer()).hasMessageContaining("only heard");
        assertThatThrownBy(() -> context.getEndpoint("live:x?key=k")).isInstanceOf(ResolveEndpointFailedException.class);
    }

    /** The catalog is generated when the classes are compiled, and kept in src/generated. */
    @Test
    void theCatalogKnowsIt() throws Exception {
        JsonNode catalog = new ObjectMapper().readTree(((CatalogCamelContext) context).getComponentParameterJsonSchema("live"));

        assertThat(catalog.at("/component/syntax").asText()).isEqualTo("live:feed");
        assertThat(catalog.at("/component/consumerOnly").asBoolean()).isTrue();
        assertThat(catalog.get("properties").has("settings")).isTrue();
        assertThat(catalog.get("properties").has("sent")).isTrue();
    }
}
