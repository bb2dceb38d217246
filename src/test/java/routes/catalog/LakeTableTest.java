package routes.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.lake.ColumnShape;

class LakeTableTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int                      | INT
            bigint                   | INT BIGINT
            double                   | INT BIGINT NUMBER
            decimal(38,0)            | INT BIGINT NUMBER
            boolean                  | BOOLEAN
            string                   | INT BIGINT NUMBER BOOLEAN STRING NESTED
            date                     | INT BIGINT NUMBER BOOLEAN STRING NESTED
            array<string>            | NESTED
            struct<a:string,b:array<struct<c:int>>> | NESTED
            """)
    void aTypeHoldsItsOwnValuesAndNarrowerOnesAndTextHoldsAll(String type, String held) {
        LakeTable table = new LakeTable("quotes", null, Map.of("a", type));
        for (ColumnShape.Kind kind : ColumnShape.Kind.values()) {
            assertThat(table.holds(new ColumnShape("a", kind, null))).as("%s in %s", kind, type).isEqualTo((" " + held + " ").contains(" " + kind + " "));
        }
        assertThat(table.holds(new ColumnShape("b", ColumnShape.Kind.INT, null))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"by, true", "ids, true", "me, true", "b, false", "d, false", "name, false", "string, false"})
    void aStructHasItsFieldsAtAnyDepth(String field, boolean has) {
        LakeTable table = new LakeTable("quotes", null, Map.of("tags", "struct<by:struct<me:int>,ids:array<string>,nickname:string>"));
        assertThat(table.holds(new ColumnShape("tags", ColumnShape.Kind.NESTED, field))).isEqualTo(has);
    }
}
