package routes.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import routes.lang.StartException;

/**
 * What the files of {@code csv.file} were taken for, for people.
 *
 * @param columns their names, in any of the files
 * @param isClear whether all of them can be replayed with these settings
 */
public record FilesInspection(String text, Set<String> columns, boolean isClear) {
    /** @throws StartException when there is no such file, or none can be read */
    public static FilesInspection of(String setting, CsvSettings settings) {
        List<StartException> wrong = new ArrayList<>();
        List<CsvFile> files = FilePaths.of(setting).files(wrong, path -> CsvFile.find(path, settings, false));
        List<CsvFile> all = CsvFiles.oneTable(files, settings);
        List<String> parts = new ArrayList<>();
        Inspection.alike(all).forEach(alike -> parts.add(text(alike)));
        wrong.forEach(broken -> parts.add("left out: " + broken.getMessage() + "\n"));
        Set<String> columns = all.stream().flatMap(file -> file.layout().names().stream()).collect(Collectors.toSet());
        return new FilesInspection(String.join("\n", parts), columns, wrong.isEmpty() && all.stream().allMatch(file -> Inspection.of(file).isClear()));
    }

    private static String text(List<CsvFile> alike) {
        List<CsvFile> more = alike.subList(1, alike.size());
        return Inspection.of(alike.get(0)).text() + (more.isEmpty() ? "" : "\n%s written in the same way: %s\n".formatted(
                more.size() == 1 ? "one more is" : "%,d more are".formatted(more.size()), CsvFiles.names(more.stream().map(CsvFile::path).toList())));
    }
}
