package cloud.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/**
 * Trino's functions where DuckDB's differ and Java has the same: Trino is written in Java, so that the same call gives the same answer. DuckDB
 * runs them by the names here; a list is handed over as JSON.
 */
public final class EngineFunctions {
    private EngineFunctions() {}

    /** Makes the functions known to a database. */
    public static void register(Connection duckDb) throws SQLException {
        numbers(duckDb);
        texts(duckDb);
        patterns(duckDb);
        bytes(duckDb);
        urls(duckDb);
    }

    private static void numbers(Connection duckDb) throws SQLException {
        number(duckDb, "trino_ln", Math::log);
        number(duckDb, "trino_log10", Math::log10);
        number(duckDb, "trino_log2", x -> Math.log(x) / Math.log(2));
        number(duckDb, "trino_sqrt", Math::sqrt);
        number(duckDb, "trino_sin", Math::sin);
        number(duckDb, "trino_cos", Math::cos);
        number(duckDb, "trino_tan", Math::tan);
        number(duckDb, "trino_asin", Math::asin);
        number(duckDb, "trino_acos", Math::acos);
        number(duckDb, "trino_cbrt", Math::cbrt);
        numbers(duckDb, "trino_log", (base, x) -> Math.log(x) / Math.log(base));
        numbers(duckDb, "trino_power", Math::pow);
        numbers(duckDb, "trino_atan2", Math::atan2);
    }

    private static void texts(Connection duckDb) throws SQLException {
        DuckDBFunctions.scalarFunction().withName("trino_null").withReturnType(String.class).withVolatile().withVectorizedFunction((rows, results) -> {
            for (long row = 0; row < rows.rowCount(); row++) {
                results.setNull(row);
            }
        }).register(duckDb);
        text(duckDb, "trino_upper", 1, values -> Texts.upper(values[0]));
        text(duckDb, "trino_lower", 1, values -> Texts.lower(values[0]));
        text(duckDb, "trino_trim", 1, values -> values[0].strip());
        text(duckDb, "trino_ltrim", 1, values -> values[0].stripLeading());
        text(duckDb, "trino_rtrim", 1, values -> values[0].stripTrailing());
        text(duckDb, "trino_reverse", 1, values -> Texts.reverse(values[0]));
        text(duckDb, "trino_replace_text", 3, values -> Texts.replace(values[0], values[1], values[2]));
        text(duckDb, "trino_split_json", 3, values -> Texts.split(values[0], values[1], Long.parseLong(values[2])));
        text(duckDb, "trino_java_double", 1, values -> String.valueOf(Numbers.parse(values[0])));
        text(duckDb, "trino_java_real", 1, values -> String.valueOf((float) Numbers.parse(values[0])));
        text(duckDb, "trino_real_text", 1, values -> Numbers.textOfReal(values[0]));
        text(duckDb, "trino_double_text", 1, values -> Numbers.text(values[0]));
        text(duckDb, "trino_round_exact", 2, values -> Numbers.round(values[0], Integer.parseInt(values[1])));
        text(duckDb, "trino_quotient", 3, values -> Numbers.quotient(values[0], values[1], Integer.parseInt(values[2])));
        text(duckDb, "trino_truncate_exact", 2, values -> Numbers.truncate(values[0], Integer.parseInt(values[1])));
        number(duckDb, "trino_nth_position", 3, values -> Texts.position(values[0], values[1], Long.parseLong(values[2])));
        text(duckDb, "trino_to_base", 2, values -> Numbers.toBase(Long.parseLong(values[0]), Integer.parseInt(values[1])));
        text(duckDb, "trino_base64_hex", 1, values -> Texts.base64ToHex(values[0]));
        text(duckDb, "trino_utf8", 1, values -> Texts.fromUtf8(values[0]));
        text(duckDb, "trino_json_scalar", 2, values -> Texts.jsonScalar(values[0], values[1]));
        text(duckDb, "json_small_keys", 2, values -> Texts.smallKeys(values[0], values[1]));
        text(duckDb, "trino_json_ordered", 1, values -> Texts.ordered(values[0]));
        text(duckDb, "trino_number_unit", 1, values -> Numbers.withUnit(values[0]));
        number(duckDb, "trino_from_base", 2, values -> Numbers.fromBase(values[0], Long.parseLong(values[1])));
        number(duckDb, "trino_shift", 4, values -> Numbers.shift(values[0], values[1], Long.parseLong(values[2]), Long.parseLong(values[3])));
        number(duckDb, "trino_bit_count", 2, values -> Numbers.bitCount(Long.parseLong(values[0]), Long.parseLong(values[1])));
        text(duckDb, "trino_soundex", 1, values -> Texts.soundex(values[0]));
        text(duckDb, "trino_normalize", 2, values -> Texts.normalize(values[0], values[1]));
        truth(duckDb, "trino_luhn_check", 1, values -> Texts.luhn(values[0]));
        text(duckDb, "trino_map_json", 3, values -> Texts.splitToMap(values[0], values[1], values[2], false));
        text(duckDb, "trino_multimap_json", 3, values -> Texts.splitToMap(values[0], values[1], values[2], true));
        number(duckDb, "trino_json_size", 2, values -> Texts.jsonSize(values[0], values[1]));
        truth(duckDb, "trino_json_is_scalar", 1, values -> Texts.isJsonScalar(values[0]));
        number(duckDb, "trino_hamming_distance", 2, values -> Texts.hamming(values[0], values[1]));
        number(duckDb, "trino_levenshtein", 2, values -> Texts.levenshtein(values[0], values[1]));
        number(duckDb, "trino_codepoint", 1, values -> Texts.codePoint(values[0]));
        number(duckDb, "trino_json_length", 1, values -> Texts.jsonArrayLength(values[0]));
        DuckDBScalarFunctionBuilder format = DuckDBFunctions.scalarFunction().withName("trino_format")
                .withVarArgs(DuckDBLogicalType.of(DuckDBColumnType.VARCHAR));
        register(duckDb, format, String.class, false, Texts::format);
    }

    private static void patterns(Connection duckDb) throws SQLException {
        truth(duckDb, "trino_regexp_like", 2, values -> RegularExpression.of(values[1]).isIn(values[0]));
        text(duckDb, "trino_regexp_extract_group", 3, values -> RegularExpression.of(values[1]).first(values[0], Long.parseLong(values[2])));
        text(duckDb, "trino_regexp_all_json", 3, values -> Texts.json(RegularExpression.of(values[1]).all(values[0], Long.parseLong(values[2]))));
        text(duckDb, "trino_regexp_replace", 3, values -> RegularExpression.of(values[1]).replace(values[0], values[2]));
        text(duckDb, "trino_regexp_split_json", 2, values -> Texts.json(RegularExpression.of(values[1]).split(values[0])));
        number(duckDb, "trino_regexp_position_of", 4,
                values -> RegularExpression.of(values[1]).position(values[0], Long.parseLong(values[2]), Long.parseLong(values[3])));
        number(duckDb, "trino_regexp_count", 2, values -> (long) RegularExpression.of(values[1]).all(values[0], 0).size());
    }

    private static void bytes(Connection duckDb) throws SQLException {
        text(duckDb, "trino_digest", 2, values -> Bytes.digest(values[0], values[1]));
        text(duckDb, "trino_hmac", 3, values -> Bytes.mac(values[0], values[1], values[2]));
        text(duckDb, "trino_xxhash64", 1, values -> Bytes.xxHash64(values[0]));
        number(duckDb, "trino_crc32", 1, values -> Bytes.crc32(values[0]));
        text(duckDb, "trino_to_base64url", 1, values -> Bytes.toBase64Url(values[0]));
        text(duckDb, "trino_from_base64url", 1, values -> Bytes.fromBase64Url(values[0]));
        text(duckDb, "trino_to_big_endian", 1, values -> Bytes.ofNumber(Long.parseLong(values[0])));
        number(duckDb, "trino_from_big_endian", 1, values -> Bytes.toNumber(values[0]));
    }

    private static void urls(Connection duckDb) throws SQLException {
        text(duckDb, "trino_url_part", 2, values -> Urls.part(values[0], values[1]));
        number(duckDb, "trino_url_port", 1, values -> Urls.port(values[0]));
        text(duckDb, "trino_url_parameter", 2, values -> Urls.parameter(values[0], values[1]));
        text(duckDb, "trino_url_encode", 1, values -> Urls.encode(values[0]));
        text(duckDb, "trino_url_decode", 1, values -> Urls.decode(values[0]));
    }

    private static void number(Connection duckDb, String name, DoubleUnaryOperator operator) throws SQLException {
        DuckDBFunctions.scalarFunction().withName(name).withParameter(Double.class).withReturnType(Double.class).withDoubleFunction(operator)
                .register(duckDb);
    }

    private static void numbers(Connection duckDb, String name, DoubleBinaryOperator operator) throws SQLException {
        DuckDBFunctions.scalarFunction().withName(name).withParameters(Double.class, Double.class).withReturnType(Double.class)
                .withDoubleFunction(operator).register(duckDb);
    }

    private static void text(Connection duckDb, String name, int parameters, Function<String[], String> function) throws SQLException {
        register(duckDb, parameters(DuckDBFunctions.scalarFunction().withName(name), parameters), String.class, true, function);
    }

    private static void number(Connection duckDb, String name, int parameters, Function<String[], Long> function) throws SQLException {
        register(duckDb, parameters(DuckDBFunctions.scalarFunction().withName(name), parameters), Long.class, true, function);
    }

    private static void truth(Connection duckDb, String name, int parameters, Function<String[], Boolean> function) throws SQLException {
        register(duckDb, parameters(DuckDBFunctions.scalarFunction().withName(name), parameters), Boolean.class, true, function);
    }

    private static DuckDBScalarFunctionBuilder parameters(DuckDBScalarFunctionBuilder builder, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            builder.withParameter(String.class);
        }
        return builder;
    }

    /** @param strict whether any null makes the result null */
    private static <T> void register(
            Connection duckDb, DuckDBScalarFunctionBuilder builder, Class<T> type, boolean strict, Function<String[], T> function) throws SQLException {
        builder.withReturnType(type).withVectorizedFunction((rows, results) -> {
            String[] values = new String[(int) rows.columnCount()];
            for (long row = 0; row < rows.rowCount(); row++) {
                boolean complete = read(rows, row, values);
                write(results, row, complete || !strict ? function.apply(values) : null);
            }
        }).register(duckDb);
    }

    private static boolean read(DuckDBDataChunkReader rows, long row, String[] values) {
        boolean complete = true;
        for (int i = 0; i < values.length; i++) {
            DuckDBReadableVector column = rows.vector(i);
            values[i] = column.isNull(row) ? null : column.getString(row);
            complete &= values[i] != null;
        }
        return complete;
    }

    private static void write(DuckDBWritableVector results, long row, Object value) {
        if (value == null) {
            results.setNull(row);
        } else if (value instanceof Long number) {
            results.setLong(row, number);
        } else if (value instanceof Boolean truth) {
            results.setBoolean(row, truth);
        } else {
            results.setString(row, (String) value);
        }
    }

    /** What a function refuses: DuckDB puts the message into its own, where it is found by the code. */
    static IllegalArgumentException invalid(String message) {
        return new IllegalArgumentException("INVALID_FUNCTION_ARGUMENT: " + message);
    }
}
