package routes.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.query.QueryFailedException;
import software.amazon.awssdk.services.athena.model.ColumnInfo;

class CuratedColumnTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "varchar   | string        | varchar",
        "integer   | int           | integer",
        "bigint    | bigint        | bigint",
        "float     | float         | real",
        "double    | double        | double",
        "decimal   | decimal(10,2) | decimal(10,2)",
        "boolean   | boolean       | boolean",
        "date      | date          | date",
        "timestamp | timestamp     | timestamp"})
    void aResultsTypeIsOneInGlueAndOneInTheNextQuery(String result, String glue, String query) {
        CuratedColumn column = CuratedColumn.of(ColumnInfo.builder().name("a").type(result).precision(10).scale(2).build());

        assertThat(column.type()).isEqualTo(query);
        assertThat(column.forGlue().type()).isEqualTo(glue);
        assertThat(CuratedColumn.of(column.forGlue())).isEqualTo(column);
    }

    @Test
    void aTypeThatNoTableCanHaveIsRefused() {
        assertThatThrownBy(() -> CuratedColumn.of(ColumnInfo.builder().name("a").type("timestamp with time zone").build()))
                .isInstanceOf(QueryFailedException.class)
                .hasMessage("column a is of type timestamp with time zone, which a curated table cannot have: cast it");
    }
}
