package exchange;

/** What can go wrong between an exchange and who listens to it. */
public enum Mischief {
    /** The connection is gone. */
    CUT,
    /** The connection is gone in the middle of a message. */
    CUT_IN_MESSAGE,
    /** The exchange says farewell. */
    CLOSE,
    /** Nothing comes any more, and nothing is answered, but the connection stays. */
    HALF_OPEN,
    /** A message comes again. */
    REPEAT,
    /** Two messages come in the wrong order. */
    REORDER,
    /** A trade of a minute ago comes. */
    LATE,
    /** A message comes in two parts, as it may. */
    PARTS,
    /** An earlier trade is corrected, where the provider does that. */
    CORRECT,
    /** An earlier trade is taken back, where the provider does that. */
    CANCEL
}
