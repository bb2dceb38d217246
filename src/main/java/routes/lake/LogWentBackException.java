package routes.lake;

/** Kafka has other records at offsets of which the lake has records already: its log lost its tail, or the topic was recreated. */
public final class LogWentBackException extends Exception {
    private static final long serialVersionUID = 1;

    private final long unread;

    /** @param unread offsets of Kafka's log that wait, as far as it is known */
    public LogWentBackException(String sentence, long unread) {
        super(sentence);
        this.unread = unread;
    }

    public long unread() {
        return unread;
    }
}
