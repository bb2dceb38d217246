package routes.lake;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import routes.lang.Utf8;

/**
 * The keys of a flat object that was fit for the lake. Most records of a topic have those of the one before: a look at their bytes tells it,
 * in a fraction of the time that a parser takes. It takes nothing that a parser would not; what it does not take, the parser tells.
 */
final class KnownKeys {
    static final KnownKeys NONE = new KnownKeys(List.of());

    /** Bits of {@link ColumnShape.Kind} of an integer by its characters: so many always fit, and few that fit have more. */
    private static final int[] INTEGERS = new int[21];

    private static final int NUMBER = ColumnShape.Kind.NUMBER.bit();

    /** In bytes. Parsers have limits for what is in a longer record, which are theirs to tell. */
    private static final int LONGEST_RECORD = 1 << 20;

    private static final int LONGEST_NUMBER = 100;

    private static final int NONE_TAKEN = -1;

    static {
        for (int characters = 0; characters < INTEGERS.length; characters++) {
            INTEGERS[characters] = (characters < 10 ? ColumnShape.Kind.INT : characters < 20 ? ColumnShape.Kind.BIGINT : ColumnShape.Kind.NUMBER).bit();
        }
    }

    private final String[] names;
    /** As they stand in a record, with their quotes. */
    private final byte[][] quoted;

    /** Kinds of values by the place of their key: those of the record at hand, and of all that were taken. */
    private final int[] kinds;

    private final int[] taken;

    private byte[] bytes;
    private int at;
    private int end;
    private boolean ascii;

    private KnownKeys(Collection<String> names) {
        this.names = names.toArray(String[]::new);
        this.quoted = names.stream().map(name -> ('"' + name + '"').getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        this.kinds = new int[names.size()];
        this.taken = new int[names.size()];
    }

    /** Of an object that a parser has read: none where a key is written in a way that only a parser understands. */
    static KnownKeys of(Map<String, Integer> columns) {
        boolean plain = columns.keySet().stream().allMatch(name -> name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\'));
        return plain ? new KnownKeys(columns.keySet()) : NONE;
    }

    /** The bit of a kind that an integer of so many characters has. */
    static int integer(int characters) {
        return INTEGERS[Math.min(characters, INTEGERS.length - 1)];
    }

    /** Gives each key, with the bits of the kinds that its values had. */
    void forEach(ObjIntConsumer<String> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], taken[i]);
        }
    }

    /** Whether it is one flat object in UTF-8 with some of the keys, in their order. */
    boolean take(byte[] array, int start, int length) {
        bytes = array;
        at = start;
        end = start + length;
        ascii = true;
        boolean fits = length <= LONGEST_RECORD && takeObject() && (ascii || Utf8.is(array, start, length));
        for (int i = 0; i < kinds.length; i++) {
            taken[i] |= fits ? kinds[i] : 0;
            kinds[i] = 0;
        }
        return fits;
    }

    private boolean takeObject() {
        if (!takeAfterSpace('{')) {
            return false;
        }
        int next = 0;
        do {
            skipSpace();
            int key = takeKey(next);
            if (key < 0 || !takeAfterSpace(':')) {
                return false;
            }
            int kind = takeValue();
            if (kind == NONE_TAKEN) {
                return false;
            }
            kinds[key] = kind;
            next = key + 1;
        } while (takeAfterSpace(','));
        if (!takeAfterSpace('}')) {
            return false;
        }
        skipSpace();
        return at == end;
    }

    private int takeKey(int from) {
        for (int i = from; i < quoted.length; i++) {
            byte[] key = quoted[i];
            if (at + key.length <= end && isAt(key)) {
                at += key.length;
                return i;
            }
        }
        return NONE_TAKEN;
    }

    private boolean isAt(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private int takeValue() {
        skipSpace();
        if (next() != '[') {
            return takeScalar();
        }
        at++;
        if (takeAfterSpace(']')) {
            return ColumnShape.Kind.NESTED.bit();
        }
        do {
            skipSpace();
            if (takeScalar() == NONE_TAKEN) {
                return NONE_TAKEN;
            }
        } while (takeAfterSpace(','));
        return takeAfterSpace(']') ? ColumnShape.Kind.NESTED.bit() : NONE_TAKEN;
    }

    private int takeScalar() {
        return switch (next()) {
            case '"' -> takeString() ? ColumnShape.Kind.STRING.bit() : NONE_TAKEN;
            case 't' -> takeWord("true") ? ColumnShape.Kind.BOOLEAN.bit() : NONE_TAKEN;
            case 'f' -> takeWord("false") ? ColumnShape.Kind.BOOLEAN.bit() : NONE_TAKEN;
            case 'n' -> takeWord("null") ? 0 : NONE_TAKEN;
            default -> takeNumber();
        };
    }

    private boolean takeString() {
        int from = at + 1;
        for (int i = from; i < end; i++) {
            byte c = bytes[i];
            if (c == '"') {
                at = i + 1;
                return true;
            }
            if (c == '\\') {
                i++;
                if (i == end || "\"\\/bfnrt".indexOf(bytes[i]) < 0) {
                    return false;
                }
            } else if (c < ' ') {
                if (c >= 0) {
                    return false;
                }
                ascii = false;
            }
        }
        return false;
    }

    private boolean takeWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (next() != word.charAt(i)) {
                return false;
            }
            at++;
        }
        return true;
    }

    private int takeNumber() {
        int from = at;
        if (next() == '-') {
            at++;
        }
        boolean zero = next() == '0';
        int digits = takeDigits();
        if (digits == 0 || zero && digits > 1) {
            return NONE_TAKEN;
        }
        int kind = integer(at - from);
        if (next() == '.') {
            at++;
            kind = takeDigits() == 0 ? NONE_TAKEN : NUMBER;
        }
        if (next() == 'e' || next() == 'E') {
            at++;
            if (next() == '-' || next() == '+') {
                at++;
            }
            kind = takeDigits() == 0 ? NONE_TAKEN : kind == NONE_TAKEN ? kind : NUMBER;
        }
        return at - from > LONGEST_NUMBER ? NONE_TAKEN : kind;
    }

    private int takeDigits() {
        int from = at;
        while (next() >= '0' && next() <= '9') {
            at++;
        }
        return at - from;
    }

    private boolean takeAfterSpace(char wanted) {
        skipSpace();
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t') {
            at++;
        }
    }

    /** The byte at hand, 0 behind the last one. */
    private byte next() {
        return at < end ? bytes[at] : 0;
    }
}
