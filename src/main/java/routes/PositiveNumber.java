package routes;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option that counts something: a whole number from 1 on, such as 5_000_000. */
public final class PositiveNumber implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
        String digits = value.replace("_", "");
        if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) == 0) {
            throw new TypeConversionException("'%s' is not a whole number from 1 to 999,999,999".formatted(value));
        }
        return Integer.parseInt(digits);
    }
}
