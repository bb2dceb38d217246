package routes.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.query.SqlFiles;

/** Which reports there will be of data with these columns, before anything runs. */
public final class ReportsAhead {
    private ReportsAhead() {}

    /** A sentence. */
    public static String line(String directory, Set<String> columns) {
        List<Report> reports = SqlFiles.of("report.directory", directory).stream().map(file -> Report.parse(file.name(), file.text())).toList();
        Map<String, List<String>> without = reports.stream()
                .filter(report -> !columns.containsAll(report.needs()))
                .collect(Collectors.groupingBy(report -> lack(report, columns), LinkedHashMap::new, Collectors.mapping(Report::title, Collectors.toList())));
        long left = without.values().stream().mapToInt(List::size).sum();
        return "%s of %d reports will run".formatted(left == 0 ? "all" : String.valueOf(reports.size() - left), reports.size())
                + without.entrySet().stream().map(one -> "; %s: %s".formatted(String.join(", ", one.getValue()), one.getKey())).collect(Collectors.joining());
    }

    private static String lack(Report report, Set<String> columns) {
        return new NotForTheDataException(report.needs().stream().filter(need -> !columns.contains(need)).toList()).getMessage();
    }
}
