package routes.query;

import java.math.BigDecimal;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;

/** What Athena reports about finished queries. */
public class AthenaQueries {
    private BigDecimal usdPerTerabyte;

    public AthenaQuery ended(GetQueryExecutionResponse response) {
        return AthenaQuery.of(response.queryExecution(), usdPerTerabyte);
    }

    /** @throws QueryFailedException with Athena's reason, unless it succeeded: for Camel's component a failed query is no exception */
    public void requireSuccess(AthenaQuery query) {
        if (query.reason() != null) {
            throw new QueryFailedException(query.reason());
        }
    }

    /** @param usd for a terabyte scanned, as Athena charges in the region */
    public void setUsdPerTerabyte(String usd) {
        this.usdPerTerabyte = new BigDecimal(usd.trim());
        if (usdPerTerabyte.signum() < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }
}
