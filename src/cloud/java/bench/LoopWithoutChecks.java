package bench;

/** The hand-written loop without validation and lineage. */
public final class LoopWithoutChecks extends HandWrittenLoop {
    public LoopWithoutChecks() {
        super(false);
    }
}
