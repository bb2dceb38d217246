package routes.report;

import java.util.List;
import java.util.stream.Collectors;

/** The data have no column of those that a report needs: it is not run, and that is no failure. */
public class NotForTheDataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotForTheDataException(List<String> lacking) {
        super("needs %s, the data have none".formatted(lacking.stream().map(NotForTheDataException::one).collect(Collectors.joining(" and "))));
    }

    private static String one(String column) {
        return (column.matches("[aeiou].*") ? "an " : "a ") + column;
    }
}
