package routes.page;

import org.apache.camel.FluentProducerTemplate;

/** Part of the HTTP API: each bean of this type answers on the endpoints that it opens. */
interface Answers {
    /** @param routes to call the routes with */
    void open(Endpoints endpoints, FluentProducerTemplate routes);
}
