package routes.report;

import java.util.ArrayList;
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
        List<Report> reports = SqlFiles.of("report.directory", directory).stream().map(file -> Report.parse(file.name(), file.text())).sorted(Report.BY_PLACE).toList();
        Map<String, List<String>> without = reports.stream()
                .filter(report -> !columns.containsAll(report.needs()))
                .collect(Collectors.groupingBy(report -> lack(report.needs(), columns), LinkedHashMap::new, Collectors.mapping(Report::title, Collectors.toList())));
        int left = without.values().stream().mapToInt(List::size).sum();
        if (left == reports.size()) {
            return "no report will run: each " + lack(common(reports), columns);
        }
        return "%s of %d reports will run".formatted(left == 0 ? "all" : String.valueOf(reports.size() - left), reports.size())
                + without.entrySet().stream().map(one -> "; %s: %s".formatted(String.join(", ", one.getValue()), one.getKey())).collect(Collectors.joining());
    }

    private static List<String> common(List<Report> reports) {
        List<String> common = new ArrayList<>(reports.get(0).needs());
        reports.forEach(report -> common.retainAll(report.needs()));
        return common;
    }

    private static String lack(List<String> needs, Set<String> columns) {
        return new NotForTheDataException(needs.stream().filter(need -> !columns.contains(need)).toList()).getMessage();
    }
}
