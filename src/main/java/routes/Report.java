package routes;

import java.util.HashMap;
import java.util.Map;

/**
 * One SQL file, with what its leading comments ({@code -- title: …}) say of it.
 *
 * @param name of the file, without .sql
 * @param chart how to draw the result: line, bar, candlestick or none
 */
public record Report(String name, String title, String description, String chart, String sql) {
    static Report parse(String name, String text) {
        Map<String, String> front = new HashMap<>();
        for (String line : text.lines().takeWhile(line -> line.startsWith("--")).toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                front.put(line.substring(2, colon).trim(), line.substring(colon + 1).trim());
            }
        }
        return new Report(
                name,
                front.getOrDefault("title", name),
                front.getOrDefault("description", ""),
                front.getOrDefault("chart", "none"),
                text.strip());
    }
}
