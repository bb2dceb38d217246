package cloud.crawl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first lines of an object that is not of JSON lines, taken for CSV. */
final class TextSample {
    private static final int MOST_LINES = 1000;

    private final List<String> lines = new ArrayList<>();
    private int read;

    /** @param whole whether these bytes are all of the object, so that the last line is not cut off */
    TextSample(byte[] start, boolean whole) {
        read = start.length > 2 && start[0] == (byte) 0xEF ? 3 : 0;
        while (read < start.length && lines.size() < MOST_LINES) {
            int end = endOfLine(start, read);
            if (end < 0 && !whole && !lines.isEmpty()) {
                break;
            }
            end = end < 0 ? start.length : end;
            boolean carriageReturn = end > read && start[end - 1] == '\r';
            lines.add(new String(start, read, end - read - (carriageReturn ? 1 : 0), StandardCharsets.UTF_8));
            read = Math.min(end + 1, start.length);
        }
    }

    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Estimates from the lines so far how many lines a number of bytes holds. */
    double linesIn(double bytes) {
        return read == 0 ? 0 : bytes * lines.size() / Math.min(read, bytes);
    }

    Optional<CsvSample> csv() {
        return CsvSample.of(lines);
    }
}
