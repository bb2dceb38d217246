package routes.transform;

/** What a curated table does not have yet. */
sealed interface NewRows permits NewObjects, NewPartitions {
    boolean isEmpty();

    /** The condition on the source that gives exactly these rows. */
    String condition();

    /** Whether a partition of the table consists of them alone; others keep their rows. */
    boolean areAllOf(String partition);

    /** Up to where the raw lake is curated when they are. */
    Watermark through();

    /** What a partition is made of; null when it has rows of several runs. */
    String madeOf(String partition);

    /** {@code 51,702 new rows in 4 objects, 1.4 MB} */
    String told();

    /**
     * What is said of them afterwards.
     *
     * @param rows that they gave
     */
    String leftOut(long rows);
}
