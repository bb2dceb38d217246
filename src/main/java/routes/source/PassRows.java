package routes.source;

import java.io.Closeable;
import java.util.Iterator;

/** The rows of a pass, one after the other in the order of the replay. */
public interface PassRows extends Iterator<RawRow>, Closeable {
    /** Market time of the row that comes next, in an order that follows it; else {@link MarketTime#NONE}. */
    default long nextTime() {
        return MarketTime.NONE;
    }
}
