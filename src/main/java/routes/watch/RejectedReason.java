package routes.watch;

/**
 * Why rows or records were rejected.
 *
 * @param reason of the first of them
 * @param place where that one is: {@code in quotes.csv:58} or {@code at quotes-0@7}
 * @param cure what to set, blank where no setting helps
 */
public record RejectedReason(long count, String reason, String place, String cure) {
    static RejectedReason first(String reason, String place) {
        return new RejectedReason(1, reason, place, place.startsWith("in ") ? cure(reason) : "");
    }

    RejectedReason oneMore() {
        return new RejectedReason(count + 1, reason, place, cure);
    }

    /** Of a row of a file. */
    private static String cure(String reason) {
        if (reason.startsWith("column ")) {
            return "csv.columns gives %s another type, csv.null-values lists the words that stand for no value"
                    .formatted(reason.substring("column ".length(), reason.indexOf(':')));
        }
        if (reason.startsWith("not UTF-8")) {
            return "csv.encoding names the encoding of the file";
        }
        return reason.contains(" values for ") ? "csv.delimiter says what is between the values; a value with that sign in it must be quoted" : "";
    }

    /** For people. */
    public String line() {
        return "%,d rejected: %s, first %s%s".formatted(count, reason, place, cure.isEmpty() ? "" : " (" + cure + ")");
    }
}
