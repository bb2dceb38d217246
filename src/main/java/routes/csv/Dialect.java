package routes.csv;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import routes.lang.Errors;
import routes.lang.StartException;

/** What the settings say of how a file is written; what they do not say is found out from the file. */
public class Dialect {
    /** {@code csv.null-values} as it is when nobody sets it. */
    static final Set<String> NULL_VALUES = Set.of("", "null", "NaN");

    private String delimiter = "";
    private String header = "auto";
    private String encoding = "";
    private String decimal = "";
    private String dateFormat = "";
    private String zone = "";
    private int skipLines = -1;

    String delimiter() {
        return delimiter;
    }

    String header() {
        return header;
    }

    String encoding() {
        return encoding;
    }

    /** @return 0 when it is to be found out */
    char decimal() {
        return decimal.isEmpty() ? 0 : decimal.charAt(0);
    }

    List<DateFormat> dateFormats() {
        ZoneId zone = zone();
        return dateFormat.isEmpty() ? List.of() : Arrays.stream(dateFormat.split("\\|")).map(pattern -> DateFormat.of(pattern.trim(), zone)).toList();
    }

    String dateFormat() {
        return dateFormat;
    }

    ZoneId zone() {
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new StartException("csv.zone '%s' is no time zone (%s); write one such as America/New_York or +02:00".formatted(zone, Errors.sentence(unknown)));
        }
    }

    /** @return -1 when it is to be found out */
    int skipLines() {
        return skipLines;
    }

    /** @param delimiter one character, or tab; blank to find it out */
    public void setDelimiter(String delimiter) {
        String sign = delimiter.equals("\t") || delimiter.trim().matches("tab|\\\\t") ? "\t" : delimiter.trim();
        if (sign.length() > 1 || sign.equals("\"") || !sign.isEmpty() && sign.charAt(0) > '~') {
            throw new StartException("csv.delimiter is '%s'; it can be one ASCII character, or tab".formatted(delimiter));
        }
        this.delimiter = sign;
    }

    /** @param header auto, none, or the names of the columns of a file without one */
    public void setHeader(String header) {
        this.header = header.isBlank() ? "auto" : header.trim();
    }

    public void setEncoding(String encoding) {
        this.encoding = encoding.trim();
    }

    public void setDecimal(String decimal) {
        this.decimal = decimal.trim();
        if (!Set.of("", ".", ",").contains(this.decimal)) {
            throw new StartException("csv.decimal is '%s'; it can be . or , (blank to find it out)".formatted(decimal));
        }
    }

    public void setDateFormat(String dateFormat) {
        this.dateFormat = dateFormat.trim();
    }

    public void setZone(String zone) {
        this.zone = zone.trim();
    }

    /** @param skipLines lines above the header; blank to find it out */
    public void setSkipLines(String skipLines) {
        if (!skipLines.trim().matches("\\d{0,6}")) {
            throw new StartException("csv.skip-lines is '%s'; it is a number of lines, blank to find it out".formatted(skipLines));
        }
        this.skipLines = skipLines.isBlank() ? -1 : Integer.parseInt(skipLines.trim());
    }
}
