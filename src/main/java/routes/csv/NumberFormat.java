package routes.csv;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import routes.source.CellFormat;

/**
 * Numbers as people write them: {@code $1,234.50}, {@code 1.234,50 €}, {@code (12)}, {@code 106.30K}, {@code 3.6%} (which is 3.6).
 *
 * @param decimal the sign before the decimals, a point or a comma; the other one, blanks and apostrophes part thousands
 */
record NumberFormat(char decimal) implements CellFormat {
    /** Parts thousands beside the sign that is not the decimal one. */
    private static final String PARTING = "'’\\u0020\\u00a0\\u2009\\u202f_";

    private static final Pattern SHAPE = Pattern.compile("(?<open>\\(?)(?<sign>[+\\-−]?)(?<before>%|\\p{Sc}|[A-Z]{1,3}\\$|[A-Z]{3}(?=[ \\u00a0]))?[ \\u00a0]?(?<inner>[+\\-−]?)"
            + "(?<digits>(?:\\d[\\d.," + PARTING + "]*?)?[.,]?\\d+[.,]?)[ \\u00a0]?(?<factor>K|k|M|m|B|b|T|bn|mn|Mio\\.?|Mrd\\.?)?[ \\u00a0]?"
            + "(?<after>%|\\p{Sc}|[A-Z]{3}|kr|zł|Kč)?(?<close>\\)?)(?<trailing>-?)");

    private static final Map<String, Integer> FACTORS = Map.ofEntries(
            Map.entry("k", 3), Map.entry("m", 6), Map.entry("mn", 6), Map.entry("mio", 6), Map.entry("b", 9), Map.entry("bn", 9),
            Map.entry("mrd", 9), Map.entry("t", 12));

    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).collect(Collectors.toSet());

    private static final Map<Character, Pattern> WHOLE = Map.of('.', whole(","), ',', whole("."));

    /** What the digits of a number say of the decimal sign. */
    enum Evidence { POINT, COMMA, EITHER, NONE }

    private static Pattern whole(String parting) {
        String sign = "[" + parting + PARTING + "]";
        return Pattern.compile("\\d+|\\d{1,3}(?<sign>" + sign + ")\\d{3}(\\k<sign>\\d{3})*|\\d{1,2}(" + sign + "\\d{2})+" + sign + "\\d{3}|");
    }

    @Override
    public String plain(String cell) {
        return isBare(cell) ? cell : unclothed(cell);
    }

    /** A number as most are, {@code -12.50}, which is what it becomes. */
    private boolean isBare(String cell) {
        int start = cell.startsWith("-") ? 1 : 0;
        int point = -1;
        for (int i = start; i < cell.length(); i++) {
            if (cell.charAt(i) == '.' && decimal == '.' && point < 0) {
                point = i;
            } else if (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
                return false;
            }
        }
        int whole = (point < 0 ? cell.length() : point) - start;
        return whole > 0 && point != cell.length() - 1 && (whole == 1 || cell.charAt(start) != '0');
    }

    private String unclothed(String cell) {
        Matcher shape = SHAPE.matcher(cell);
        if (!shape.matches() || !isCurrency(shape.group("before")) || !isCurrency(shape.group("after"))) {
            throw new NumberFormatException(cell);
        }
        String digits = shape.group("digits");
        int point = digits.lastIndexOf(decimal);
        String whole = point < 0 ? digits : digits.substring(0, point);
        String decimals = point < 0 ? "" : digits.substring(point + 1);
        if (!WHOLE.get(decimal).matcher(whole).matches() || !decimals.chars().allMatch(Character::isDigit) || isCode(whole)) {
            throw new NumberFormatException(cell);
        }
        String text = (isNegative(shape, cell) ? "-" : "") + (whole.isEmpty() ? "0" : digits(whole))
                + (decimals.isEmpty() ? "" : "." + decimals);
        return shape.group("factor") == null ? text : new BigDecimal(text).movePointRight(factor(shape)).toPlainString();
    }

    private static String digits(String whole) {
        StringBuilder digits = new StringBuilder(whole.length());
        whole.chars().filter(letter -> letter >= '0' && letter <= '9').forEach(letter -> digits.append((char) letter));
        return digits.toString();
    }

    /** A leading zero marks a code, such as 000001. */
    private static boolean isCode(String whole) {
        return whole.length() > 1 && whole.charAt(0) == '0';
    }

    private static boolean isCurrency(String mark) {
        return mark == null || mark.length() < 3 || mark.endsWith("$") || CURRENCIES.contains(mark);
    }

    private static int factor(Matcher shape) {
        return FACTORS.get(shape.group("factor").toLowerCase(Locale.ROOT).replace(".", ""));
    }

    private static boolean isNegative(Matcher shape, String cell) {
        boolean brackets = !shape.group("open").isEmpty();
        int signs = (brackets ? 1 : 0) + (isMinus(shape.group("sign")) ? 1 : 0) + (isMinus(shape.group("inner")) ? 1 : 0)
                + shape.group("trailing").length();
        if (brackets == shape.group("close").isEmpty() || signs > 1) {
            throw new NumberFormatException(cell);
        }
        return signs == 1;
    }

    private static boolean isMinus(String sign) {
        return sign.equals("-") || sign.equals("−");
    }

    boolean fits(String cell) {
        try {
            plain(cell);
            return true;
        } catch (NumberFormatException other) {
            return false;
        }
    }

    /** Whether a number is multiplied by a letter, as 5M: without decimals, that may as well be a code. */
    static boolean hasFactor(Collection<String> cells) {
        return cells.stream().map(SHAPE::matcher).anyMatch(shape -> shape.matches() && shape.group("factor") != null);
    }

    /** {@code 7,25} is of decimal commas, {@code 1,234,567} of decimal points, {@code 1,234} of either. */
    static Evidence evidence(String cell) {
        if (cell.indexOf('.') < 0 && cell.indexOf(',') < 0) {
            return Evidence.NONE;
        }
        Matcher shape = SHAPE.matcher(cell);
        if (!shape.matches()) {
            return Evidence.NONE;
        }
        boolean point = new NumberFormat('.').fits(cell);
        boolean comma = new NumberFormat(',').fits(cell);
        if (point && comma) {
            String digits = shape.group("digits");
            return digits.indexOf('.') < 0 && digits.indexOf(',') < 0 ? Evidence.NONE : Evidence.EITHER;
        }
        return point ? Evidence.POINT : comma ? Evidence.COMMA : Evidence.NONE;
    }

    @Override
    public String toString() {
        return "decimal " + (decimal == '.' ? "point" : "comma");
    }
}
