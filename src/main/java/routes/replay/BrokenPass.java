package routes.replay;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.Errors;

/** Says why a pass over the file broke off, before it is taken up again. */
public class BrokenPass implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenPass.class);

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn("csv-to-kafka: the pass broke off: {}; it resumes after the last row that Kafka has", Errors.sentence(failure));
    }
}
