package cloud.sql;

import io.trino.sql.tree.Node;

/** A query that cannot succeed; the message is Athena's StateChangeReason. */
public final class AthenaException extends RuntimeException {
    public AthenaException(String reason) {
        super(reason);
    }

    /** @param code such as COLUMN_NOT_FOUND; @param at the part of the query that is to blame */
    public static AthenaException at(Node at, String code, String message) {
        String place = at.getLocation().map(l -> "line " + l.getLineNumber() + ":" + l.getColumnNumber() + ": ").orElse("");
        return new AthenaException(code + ": " + place + message);
    }

    public static AthenaException notSupported(Node at, String what) {
        return at(at, "NOT_SUPPORTED", what + " is not supported by the local Athena (its Trino engine may have it: local.athena-engine=trino)");
    }
}
