package routes.lang;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Folders of this machine and of the class path as paths, also when they are in a jar; a jar stays open once it was. */
public final class Folders {
    private static final String CLASSPATH = "classpath:";
    private static final Map<URI, FileSystem> JARS = new ConcurrentHashMap<>();

    private Folders() {}

    /** @param name of a directory, or {@code classpath:reports} */
    public static Path of(String name) throws IOException {
        if (!name.startsWith(CLASSPATH)) {
            return Path.of(name);
        }
        URL url = Folders.class.getResource("/" + name.substring(CLASSPATH.length()));
        if (url == null) {
            throw new IOException("not on the class path");
        }
        return of(url);
    }

    private static Path of(URL folder) throws IOException {
        try {
            if (!folder.getProtocol().equals("jar")) {
                return Path.of(folder.toURI());
            }
            String[] jarAndEntry = folder.toString().split("!", 2);
            return jar(URI.create(jarAndEntry[0])).getPath(jarAndEntry[1]);
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private static synchronized FileSystem jar(URI jar) throws IOException {
        FileSystem open = JARS.get(jar);
        if (open == null) {
            open = FileSystems.newFileSystem(jar, Map.of());
            JARS.put(jar, open);
        }
        return open;
    }
}
