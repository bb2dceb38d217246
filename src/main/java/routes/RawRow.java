package routes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A row as it stands in the file, without its line break.
 *
 * @param line number of its first line, from 1
 * @param number among the rows of one pass, in the order of the replay, from 1
 */
public record RawRow(long line, long number, byte[] bytes) {
    RawRow numbered(long number) {
        return new RawRow(line, number, bytes);
    }

    /** @return null when the bytes are not UTF-8 */
    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
