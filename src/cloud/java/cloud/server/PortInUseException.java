package cloud.server;

import java.io.IOException;

/** A port of the local cloud is taken; the message says whose and how to choose another. */
public final class PortInUseException extends IOException {
    PortInUseException(String server, int port, String setting) {
        super("port %d for %s is in use: stop what listens there (another local cloud?) or choose another with -D%s=0 (any free port)"
                .formatted(port, server, setting));
    }
}
