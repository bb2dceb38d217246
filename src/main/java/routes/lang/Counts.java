package routes.lang;

import java.util.Locale;

/** Counts as people say them. */
public final class Counts {
    private Counts() {}

    /** {@code 1 object}, {@code 2,500 objects}. */
    public static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : noun + "s");
    }
}
