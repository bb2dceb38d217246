package routes.csv;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files that are read here and there, in blocks of which the latest {@value #BLOCKS} are kept, and one for each file at least: where they are
 * read in so many places in turn, each of them going forward, every block is read once.
 */
final class FileBlocks implements Closeable {
    private static final int BYTES = 16 << 10;
    private static final int BLOCKS = 1024;

    private final List<Path> paths;
    private final FileChannel[] channels;
    private boolean closed;
    private final Map<Block, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Block, byte[]> eldest) {
            return size() > Math.max(BLOCKS, channels.length);
        }
    };

    private record Block(int file, long number) {}

    FileBlocks(List<Path> paths) {
        this.paths = paths;
        this.channels = new FileChannel[paths.size()];
    }

    /**
     * @param file its place among them
     * @throws EOFException when the file has become shorter than that
     */
    byte[] read(int file, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int read = 0; read < length; ) {
            long at = offset + read;
            byte[] block = block(new Block(file, at / BYTES));
            int start = (int) (at % BYTES);
            int some = Math.min(length - read, block.length - start);
            if (some <= 0) {
                throw new EOFException("%s is shorter than it was when the replay began".formatted(paths.get(file)));
            }
            System.arraycopy(block, start, bytes, read, some);
            read += some;
        }
        return bytes;
    }

    private byte[] block(Block wanted) throws IOException {
        byte[] known = blocks.get(wanted);
        if (known != null) {
            return known;
        }
        ByteBuffer block = ByteBuffer.allocate(BYTES);
        int read = 0;
        while (block.hasRemaining() && read >= 0) {
            read = channel(wanted.file()).read(block, wanted.number() * BYTES + block.position());
        }
        byte[] bytes = block.hasRemaining() ? Arrays.copyOf(block.array(), block.position()) : block.array();
        blocks.put(wanted, bytes);
        return bytes;
    }

    private FileChannel channel(int file) throws IOException {
        if (channels[file] == null) {
            channels[file] = FileChannel.open(paths.get(file));
        }
        return channels[file];
    }

    boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        blocks.clear();
        for (FileChannel channel : channels) {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
