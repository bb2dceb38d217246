package routes.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import routes.lang.StartException;

/** The type of a column: which texts are values of it, and how such a value is written as JSON. */
public enum ColumnType {
    BIGINT {
        /** A leading zero marks a code, such as 000001, that must keep it. */
        private static final Pattern CODE = Pattern.compile("[+-]?0\\d+");

        @Override
        public boolean accepts(String text) {
            return isShort(text) || isOf(text, "+-") && !CODE.matcher(text).matches() && super.accepts(text);
        }

        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            json.writeNumber(Long.parseLong(text));
        }

        /** As nearly all are: fewer digits than the largest number has. */
        private static boolean isShort(String text) {
            return text.length() < 19 && areDigits(text, 0, text.length()) && (text.charAt(0) != '0' || text.length() == 1);
        }
    },
    DOUBLE {
        private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
        private static final Pattern CODE = Pattern.compile("[+-]?0\\d.*");

        @Override
        public boolean accepts(String text) {
            return isDecimal(text) || isOf(text, "+-.eE") && !CODE.matcher(text).matches() && super.accepts(text);
        }

        /** Digits are kept as they are; other forms, such as .5 or +1, are written as JSON knows them. */
        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            if (isDecimal(text)) {
                json.writeNumber(text);
                return;
            }
            double number = Double.parseDouble(text);
            if (Double.isNaN(number) || Double.isInfinite(number) || !Character.isDigit(text.charAt(text.length() - 1))
                    && text.charAt(text.length() - 1) != '.') {
                throw new NumberFormatException(text);
            }
            if (JSON_NUMBER.matcher(text).matches()) {
                json.writeNumber(text);
            } else {
                // with an exponent where that is shorter: +1e-999999999 in plain digits would fill the memory
                json.writeNumber(new BigDecimal(text).toString());
            }
        }

        /** As nearly all prices are: {@code -12.50}. Such a text is JSON as it stands, and short ones are finite. */
        private static boolean isDecimal(String text) {
            int start = text.startsWith("-") ? 1 : 0;
            int point = text.indexOf('.');
            int whole = point < 0 ? text.length() : point;
            return text.length() <= 30
                    && areDigits(text, start, whole)
                    && (text.charAt(start) != '0' || whole == start + 1)
                    && (point < 0 || areDigits(text, point + 1, text.length()));
        }
    },
    /** A number that keeps all its digits; how many, {@link Digits} says. */
    DECIMAL {
        @Override
        public boolean accepts(String text) {
            return DOUBLE.accepts(text);
        }

        /** As text: a crawler makes a double of any JSON number that is not whole. */
        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            BigDecimal number = new BigDecimal(text);
            // what no decimal of Athena holds keeps its exponent: its digits might fill the memory
            json.writeString(Math.abs((long) number.scale()) > 2 * Columns.MOST_DIGITS ? number.toString() : number.toPlainString());
        }
    },
    DATE {
        @Override
        public boolean accepts(String text) {
            return text.length() == 10 && (isIsoDay(text) || super.accepts(text));
        }

        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            json.writeString(isIsoDay(text) ? text : date(text).toString());
        }
    },
    TIMESTAMP {
        /** The form that Athena's JSON reader takes for a timestamp; without a zone, UTC is meant. */
        private static final DateTimeFormatter ATHENA = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
        private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

        @Override
        public boolean accepts(String text) {
            return text.length() >= 16 && Character.isDigit(text.charAt(0)) && (isIsoTime(text) || super.accepts(text));
        }

        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            LocalDateTime time = timestamp(text);
            json.writeString(time.format(time.getNano() / 1000 % 1000 == 0 ? ATHENA : MICROSECONDS));
        }
    },
    BOOLEAN {
        @Override
        public boolean accepts(String text) {
            return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        }

        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            if (!accepts(text)) {
                throw new IllegalArgumentException(text);
            }
            json.writeBoolean(text.equalsIgnoreCase("true"));
        }
    },
    STRING {
        @Override
        public void write(String text, JsonGenerator json) throws IOException {
            json.writeString(text);
        }
    };

    /** One for all values of a sample: to make it takes longer than to write one. */
    private static final ThreadLocal<JsonGenerator> NOWHERE = ThreadLocal.withInitial(() -> {
        try {
            return new JsonFactory().createGenerator(java.io.OutputStream.nullOutputStream());
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    });

    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/uuuu").withResolverStyle(ResolverStyle.STRICT);

    /** @throws IllegalArgumentException or DateTimeException when the text is no value of this type; nothing is written then */
    public abstract void write(String text, JsonGenerator json) throws IOException;

    /** Whether a text looks like a value of this type, for the inference. */
    public boolean accepts(String text) {
        try {
            write(text, NOWHERE.get());
            return true;
        } catch (IllegalArgumentException | DateTimeException other) {
            return false;
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    /** @throws DateTimeException when it is none */
    static LocalDate date(String text) {
        LocalDate date = text.indexOf('/') < 0 ? LocalDate.parse(text) : LocalDate.parse(text, DAY_FIRST);
        requireFourDigits(date.getYear(), text);
        return date;
    }

    /** @throws DateTimeException when it is none */
    static LocalDateTime timestamp(String text) {
        LocalDateTime time = utc(text.replace(' ', 'T'));
        requireFourDigits(time.getYear(), text);
        return time;
    }

    private static LocalDateTime utc(String text) {
        boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : LocalDateTime.parse(text);
    }

    /** Without the exception that reading another text costs. */
    private static boolean isOf(String text, String others) {
        return text.chars().allMatch(letter -> Character.isDigit(letter) || others.indexOf(letter) >= 0);
    }

    /** A day that every year has, as {@code 2026-11-22}. */
    private static boolean isIsoDay(String text) {
        return text.length() == 10 && startsWithIsoDay(text);
    }

    private static boolean startsWithIsoDay(String text) {
        return areDigits(text, 0, 4)
                && text.charAt(4) == '-'
                && isBetween(text, 5, 1, 12)
                && text.charAt(7) == '-'
                && isBetween(text, 8, 1, Month.of(twoDigits(text, 5)).minLength());
    }

    /** As {@code 2026-11-22 09:30:00}, or without the seconds. */
    private static boolean isIsoTime(String text) {
        return (text.length() == 16 || text.length() == 19)
                && startsWithIsoDay(text)
                && (text.charAt(10) == ' ' || text.charAt(10) == 'T')
                && isBetween(text, 11, 0, 23)
                && text.charAt(13) == ':'
                && isBetween(text, 14, 0, 59)
                && (text.length() == 16 || text.charAt(16) == ':' && isBetween(text, 17, 0, 59));
    }

    /** Whether there are two digits from there on that make such a number. */
    private static boolean isBetween(String text, int from, int least, int most) {
        return areDigits(text, from, from + 2) && twoDigits(text, from) >= least && twoDigits(text, from) <= most;
    }

    private static int twoDigits(String text, int from) {
        return (text.charAt(from) - '0') * 10 + text.charAt(from + 1) - '0';
    }

    /** Whether there are characters from one place to before another, and all are digits. */
    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }

    private static void requireFourDigits(int year, String text) {
        if (year < 0 || year > 9999) {
            throw new DateTimeException(text);
        }
    }

    static ColumnType parse(String name) {
        return Arrays.stream(values())
                .filter(type -> type.name().equalsIgnoreCase(name.trim()))
                .findFirst()
                .orElseThrow(() -> new StartException(
                        "csv.columns: '%s' is no type; it can be string, double, bigint, decimal(p,s), date, timestamp or boolean".formatted(name)));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
