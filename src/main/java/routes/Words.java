package routes;

/** Counts as people say them. */
final class Words {
    private Words() {}

    /** {@code 1 object}, {@code 2,500 objects}. */
    static String count(long number, String noun) {
        return "%,d %s".formatted(number, number == 1 ? noun : noun + "s");
    }
}
