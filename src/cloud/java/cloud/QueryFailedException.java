package cloud;

import io.trino.sql.tree.Node;

/** A query that cannot succeed; the message is Athena's StateChangeReason. */
final class QueryFailedException extends RuntimeException {
    QueryFailedException(String reason) {
        super(reason);
    }

    /** @param code such as COLUMN_NOT_FOUND; @param at the part of the query that is to blame */
    static QueryFailedException at(Node at, String code, String message) {
        String place = at.getLocation().map(l -> "line " + l.getLineNumber() + ":" + l.getColumnNumber() + ": ").orElse("");
        return new QueryFailedException(code + ": " + place + message);
    }

    static QueryFailedException notSupported(Node at, String what) {
        return at(at, "NOT_SUPPORTED", what + " is not supported by the local Athena");
    }
}
