package routes.source;

import java.math.BigDecimal;

/** Decimal numbers of so many digits, so many of them behind the point: what a double would round. */
public record Digits(int precision, int scale, CellFormat format) implements CellFormat {
    @Override
    public String plain(String cell) {
        String plain = format.plain(cell);
        if (plain == null) {
            return null;
        }
        BigDecimal number = new BigDecimal(plain);
        if (number.scale() > scale || number.precision() - number.scale() > precision - scale) {
            throw new NumberFormatException(cell);
        }
        return plain;
    }

    /** As in {@code csv.columns}. */
    String word() {
        return "decimal(%d,%d)".formatted(precision, scale);
    }

    @Override
    public String toString() {
        return format.toString();
    }
}
