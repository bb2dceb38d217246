package routes;

/** The market times of a source's rows, in milliseconds since 1970, UTC. */
record MarketPeriod(long first, long last) {
    MarketPeriod with(long time) {
        return new MarketPeriod(Math.min(first, time), Math.max(last, time));
    }

    @Override
    public String toString() {
        return MarketTime.text(first) + " to " + MarketTime.text(last);
    }
}
