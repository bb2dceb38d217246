package routes.lang;

/** Counts as people say them. */
public final class Counts {
    private Counts() {}

    /** {@code 1 object}, {@code 2,500 objects}. */
    public static String count(long number, String noun) {
        return "%,d %s".formatted(number, number == 1 ? noun : noun + "s");
    }
}
