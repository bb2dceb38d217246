package routes.source;

/** The market times of a source's rows, in milliseconds since 1970, UTC. */
public record MarketPeriod(long first, long last) {
    public MarketPeriod with(long time) {
        return new MarketPeriod(Math.min(first, time), Math.max(last, time));
    }

    @Override
    public String toString() {
        return MarketTime.text(first) + " to " + MarketTime.text(last);
    }
}
