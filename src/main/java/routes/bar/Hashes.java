package routes.bar;

/**
 * A set of texts by their 64-bit hashes, 8 to 16 bytes each: of a minute with a hundred thousand trades, the chance that two of them share a hash
 * is one in a billion.
 */
final class Hashes {
    private static final long FREE = 0;

    private long[] slots = new long[16];
    private int size;

    static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return hash == FREE ? 1 : hash;
    }

    /** @return whether it is new */
    boolean add(String text) {
        long hash = of(text);
        int at = slot(hash);
        if (slots[at] == hash) {
            return false;
        }
        slots[at] = hash;
        if (++size * 4 > slots.length * 3) {
            grow();
        }
        return true;
    }

    boolean contains(String text) {
        long hash = of(text);
        return slots[slot(hash)] == hash;
    }

    int size() {
        return size;
    }

    private int slot(long hash) {
        int at = (int) hash & slots.length - 1;
        while (slots[at] != FREE && slots[at] != hash) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != FREE) {
                slots[slot(hash)] = hash;
            }
        }
    }
}
