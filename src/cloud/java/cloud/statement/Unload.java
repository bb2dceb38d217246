package cloud.statement;

import cloud.wire.S3Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Athena's own UNLOAD (query) TO 's3://…' WITH (…), which Trino's grammar does not have.
 *
 * @param query at the place that it has in the statement, so that errors locate it correctly
 */
record Unload(String query, WriteProperties properties) {

    static boolean isUnload(String sql) {
        return DdlTokens.of(sql).startsWithAny("UNLOAD");
    }

    static Unload parse(String sql) {
        DdlTokens in = DdlTokens.of(sql);
        in.expect("UNLOAD");
        String query = in.bracketed();
        in.expect("TO");
        S3Location target = S3Location.parse(in.text());
        Map<String, List<String>> properties = new HashMap<>();
        in.expect("WITH");
        in.expect("(");
        do {
            String name = in.name();
            in.expect("=");
            properties.put(name, in.take("ARRAY", "[") ? list(in) : List.of(in.text()));
        } while (in.take(","));
        in.expect(")");
        in.end();
        return new Unload(query, WriteProperties.of(properties, target));
    }

    private static List<String> list(DdlTokens in) {
        List<String> items = new ArrayList<>();
        do {
            items.add(in.text());
        } while (in.take(","));
        in.expect("]");
        return items;
    }
}
