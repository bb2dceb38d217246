package cloud.sql;

import static cloud.sql.EngineFunctions.invalid;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** Trino's functions of numbers, which come and go as texts. */
final class Numbers {
    private static final List<String> UNITS = List.of("", "K", "M", "B", "T", "Q");

    private Numbers() {}

    /** @param number as DuckDB writes it */
    static double parse(String number) {
        return switch (number) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(number);
        };
    }

    /** As Trino casts it to varchar. */
    static String text(String number) {
        return text(parse(number), "0.0###################E0");
    }

    /** A real as Trino casts it to varchar: with seven digits. */
    static String textOfReal(String number) {
        return text((float) parse(number), "0.0#####E0");
    }

    private static String text(double value, String pattern) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0E0" : "0E0";
        }
        return format(pattern, RoundingMode.HALF_EVEN, value);
    }

    private static String format(String pattern, RoundingMode rounding, double value) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        format.setRoundingMode(rounding);
        return format.format(value);
    }

    /** To so many digits after the point, or before it if negative; the scale stays. */
    static String round(String decimal, int digits) {
        BigDecimal exact = new BigDecimal(decimal);
        return digits >= exact.scale() ? decimal : exact.setScale(digits, RoundingMode.HALF_UP).setScale(exact.scale()).toPlainString();
    }

    /** Of decimals, rounded half up. */
    static String quotient(String dividend, String divisor, int scale) {
        BigDecimal by = new BigDecimal(divisor);
        if (by.signum() == 0) {
            throw new IllegalArgumentException("DIVISION_BY_ZERO: Division by zero");
        }
        BigDecimal quotient = new BigDecimal(dividend).divide(by, scale, RoundingMode.HALF_UP);
        if (quotient.precision() > 38) {
            throw new IllegalArgumentException("NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow");
        }
        return quotient.toPlainString();
    }

    /** Cuts off what {@link #round} rounds. */
    static String truncate(String decimal, int digits) {
        BigDecimal exact = new BigDecimal(decimal);
        return digits >= exact.scale() ? decimal : exact.setScale(digits, RoundingMode.DOWN).setScale(exact.scale()).toPlainString();
    }

    /** The whole part in three digits and a unit. */
    static String withUnit(String number) {
        double value = number.matches("-?\\d+") ? Long.parseLong(number) : (long) parse(number);
        int unit = 0;
        while (Math.abs(value) >= 1000 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        return format(value < 10 ? "#.##" : value < 100 ? "#.#" : "#", RoundingMode.HALF_UP, value) + UNITS.get(unit);
    }

    static String toBase(long value, int radix) {
        requireRadix(radix);
        return Long.toString(value, radix);
    }

    static Long fromBase(String number, long radix) {
        requireRadix(radix);
        try {
            return Long.valueOf(number, (int) radix);
        } catch (NumberFormatException e) {
            throw invalid("Not a valid base-" + radix + " number: " + number);
        }
    }

    private static void requireRadix(long radix) {
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw invalid("Radix must be between 2 and 36");
        }
    }

    /** @param type as DuckDB calls it; a shift by all its bits or more leaves nothing, or the sign */
    static Long shift(String way, String type, long number, long by) {
        int bits = switch (type) {
            case "TINYINT" -> 8;
            case "SMALLINT" -> 16;
            case "INTEGER" -> 32;
            default -> 64;
        };
        boolean all = by < 0 || by >= bits;
        long mask = -1L >>> Long.SIZE - bits;
        long shifted = switch (way) {
            // of a bigint Java shifts by the last bits of a negative number
            case "left_shift" -> all && (by > 0 || bits < Long.SIZE) ? 0 : number << by;
            case "right_shift" -> all ? 0 : (number & mask) >>> by;
            default -> all ? number >> Long.SIZE - 1 : number >> by;
        };
        return shifted << Long.SIZE - bits >> Long.SIZE - bits;
    }

    static Long bitCount(long number, long bits) {
        if (bits == Long.SIZE) {
            return (long) Long.bitCount(number);
        }
        if (bits <= 1 || bits > Long.SIZE) {
            throw invalid("Bits specified in bit_count must be between 2 and 64, got " + bits);
        }
        if (number > (1L << bits - 1) - 1 || number < -(1L << bits - 1)) {
            throw invalid("Number must be representable with the bits specified. " + number + " cannot be represented with " + bits + " bits");
        }
        return (long) Long.bitCount(number & ((1L << bits) - 1));
    }
}
