package routes.csv;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that is read here and there, in blocks of which the latest {@value #BLOCKS} are kept: where it is read in so many places in turn,
 * each of them going forward, every block is read once.
 */
final class FileBlocks implements Closeable {
    private static final int BYTES = 16 << 10;
    private static final int BLOCKS = 1024;

    private final Path path;
    private final FileChannel channel;
    private final Map<Long, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > BLOCKS;
        }
    };

    FileBlocks(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(path);
    }

    /** @throws EOFException when the file has become shorter than that */
    byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int read = 0; read < length; ) {
            long at = offset + read;
            byte[] block = block(at / BYTES);
            int start = (int) (at % BYTES);
            int some = Math.min(length - read, block.length - start);
            if (some <= 0) {
                throw new EOFException("%s is shorter than it was when the replay began".formatted(path));
            }
            System.arraycopy(block, start, bytes, read, some);
            read += some;
        }
        return bytes;
    }

    private byte[] block(long number) throws IOException {
        byte[] known = blocks.get(number);
        if (known != null) {
            return known;
        }
        ByteBuffer block = ByteBuffer.allocate(BYTES);
        int read = 0;
        while (block.hasRemaining() && read >= 0) {
            read = channel.read(block, number * BYTES + block.position());
        }
        byte[] bytes = block.hasRemaining() ? Arrays.copyOf(block.array(), block.position()) : block.array();
        blocks.put(number, bytes);
        return bytes;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        blocks.clear();
        channel.close();
    }
}
