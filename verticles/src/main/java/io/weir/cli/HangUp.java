package io.weir.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** SIGHUP, which tells servers to read their configuration again. */
final class HangUp {

    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /** Runs {@code task} at every such signal, on a thread of the JVM. */
    static void handle(Runnable task) {
        try {
            Signal.handle(new Signal("HUP"), signal -> task.run());
        } catch (IllegalArgumentException none) { // Windows knows no such signal, and -Xrs keeps it from us
            LOG.debug("this system has no SIGHUP: the graph is loaded again only when its files are watched");
        }
    }
}
