package routes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.source.MarketSettings;
import routes.source.RowOrder;

class InspectionTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhatTheFileIsAndTheSettingsThatSayTheSame() throws IOException {
        Inspection inspection = inspect("Datum;Kurs;Stueck\n02.01.2031;7,25;1.000\n03.01.2031;7,35;2.000\nx;7;8;9\n");

        assertThat(inspection.text())
                .contains("UTF-8, cells parted by ';', header above line 2")
                .containsPattern("close +Kurs +double +decimal comma +7,25 \\| 7,35\n")
                .contains("of the first 3 rows, these are rejected:\n  1, first on line 4: 4 values for 3 columns\n")
                .contains("-Dcsv.delimiter=';'\n  -Dcsv.decimal=,\n  -Dcsv.date-format=d.M.yyyy\n  -Dcsv.columns=datum:date,kurs:double,stueck:bigint\n");
        assertThat(inspection.isClear()).isTrue();
    }

    @Test
    void saysWhatMustBeSet() throws IOException {
        Inspection inspection = inspect("Day,Close\n01/01/2031,1\n02/01/2031,2\n");

        assertThat(inspection.text()).contains("must be set: column day: '02/01/2031' may be 2031-01-02 or 2031-02-01");
        assertThat(inspection.isClear()).isFalse();
    }

    @Test
    void saysThatTheKeyIsNoColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("quotes.csv"), "Day,Close\n2031-01-02,1\n");

        assertThat(Inspection.of(find(file, "index")).text())
                .contains("must be set: csv.key-column index is no column; it can be one of [trade_date, close]");
    }

    private Inspection inspect(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("quotes.csv"), content);
        return Inspection.of(find(file, find(file, "").columns().get(0).name()));
    }

    private static CsvFile find(Path file, String key) {
        return CsvFile.find(file, new CsvSettings("", Map.of(), Dialect.NULL_VALUES, new Dialect(), MarketSettings.NONE, key, RowOrder.FILE, ""), false);
    }
}
