package cloud;

/** Tables of a lake whose rows are at the edges of their types: one of JSON as it was put there, one of Parquet as it was written. */
final class EdgeTables {
    static final String JSON = "edges_json";
    static final String PARQUET = "edges_parquet";

    /** Keys of any case and order, keys that are missing, null, of the table only or of the line only, numbers in texts. */
    private static final String[] LINES = {
        "{\"k\":1,\"i\":5,\"d\":1.5,\"m\":1.25,\"s\":\"a\",\"b\":true,\"y\":\"2020-01-31\",\"z\":\"2020-01-31 10:00:00\","
                + "\"a\":[3,null,1,3],\"r\":[\"b\",\"\",null],\"g\":{\"a\":1,\"B\":null},\"o\":{\"x\":1,\"y\":\"A\"}}",
        "{\"k\":2}",
        "{\"K\":3,\"I\":-5,\"D\":0,\"m\":-0.01,\"S\":\"\",\"b\":false,\"Y\":\"1969-12-31\",\"z\":\"1969-12-31 23:59:59.999\",\"a\":[],\"r\":[],\"g\":{},\"O\":{\"X\":null,\"Y\":\"\"}}",
        "{\"z\":\"2020-02-29 00:00:00\",\"y\":\"2020-02-29\",\"b\":true,\"s\":\"\uD83D\uDE00b\",\"m\":99999999.99,\"d\":-1e300,\"i\":5,\"k\":4,\"else\":{\"x\":9},"
                + "\"a\":[2147483647],\"r\":[\"\u00df\"],\"g\":{\"\u00e9\":2147483647},\"o\":{\"y\":\"\u0130i\"}}",
        "{\"k\":\"5\",\"i\":\"9223372036854775807\",\"d\":\"1.5\",\"m\":\"0\",\"s\":\"line\\nbreak \\\"q\\\"\",\"b\":null,\"y\":null,\"z\":null,\"a\":null,\"r\":null,\"g\":null,\"o\":null}",
    };

    private static final String ROWS = "(VALUES (1, BIGINT '5', 1.5e0, CAST(1.25 AS decimal(10, 2)), 'a', true, date '2020-01-31', timestamp '2020-01-31 10:00:00.000',"
            + " ARRAY[3, NULL, 1, 3], ARRAY['b', '', NULL], MAP(ARRAY['a', 'B'], ARRAY[1, NULL]), CAST(ROW(1, 'A') AS ROW(x integer, y varchar))),"
            + " (2, NULL, nan(), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
            + " (3, BIGINT '-5', 0e0, CAST(-0.01 AS decimal(10, 2)), '', false, date '1969-12-31', timestamp '1969-12-31 23:59:59.999',"
            + " ARRAY[], ARRAY[], MAP(ARRAY['\u00e9'], ARRAY[2147483647]), CAST(ROW(NULL, '') AS ROW(x integer, y varchar))),"
            + " (4, BIGINT '5', infinity(), CAST(99999999.99 AS decimal(10, 2)), '\uD83D\uDE00b', true, date '2020-02-29', timestamp '2020-02-29 00:00:00.000',"
            + " ARRAY[2147483647], ARRAY['\u00df'], MAP(ARRAY['x'], ARRAY[-1]), CAST(ROW(-2147483648, '\u0130i') AS ROW(x integer, y varchar))),"
            + " (5, BIGINT '9223372036854775807', 1.5e0, CAST(0 AS decimal(10, 2)), 'line\nbreak', false, date '2020-01-31', timestamp '2020-01-31 10:00:00.000',"
            + " ARRAY[0], NULL, NULL, NULL)) AS t(k, i, d, m, s, b, y, z, a, r, g, o)";

    private EdgeTables() {}

    static void create(LocalLake lake) {
        lake.rows("CREATE DATABASE stock_market");
        lake.put("edges/json/a.json", LINES);
        lake.rows("CREATE EXTERNAL TABLE " + JSON + " (k int, i bigint, d double, m decimal(10,2), s string, b boolean, y date, z timestamp, a array<int>, r array<string>,"
                + " g map<string,int>, o struct<x:int,y:string>) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/edges/json/'");
        lake.rows("CREATE TABLE " + PARQUET + " WITH (format = 'PARQUET', external_location = 's3://lake/edges/parquet/') AS SELECT * FROM " + ROWS);
    }
}
