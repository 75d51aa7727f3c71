package io.weir.load.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads and writes many sockets through one shared buffer. Plain NIO on purpose: the client shares two
 * cores with the server that it measures, and everything it does beyond the system calls distorts the result.
 */
public final class SocketLoop implements AutoCloseable {

    private static final int READ_BYTES = 256 * 1024;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final byte[] shared = new byte[READ_BYTES];
    private volatile boolean closing;

    /** Starts the thread. */
    public SocketLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs {@code task} on the loop's thread; callable from any thread. */
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Opens a connection; {@code handler} hears how it went. Callable from any thread.
     *
     * @param local the source address, for more connections than one address has ports; null lets the kernel choose
     */
    public void connect(@Nullable SocketAddress local, SocketAddress remote, SocketHandler handler) {
        execute(() -> open(local, remote, handler));
    }

    /** Closes every connection and ends the thread. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(@Nullable SocketAddress local, SocketAddress remote, SocketHandler handler) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open();
        } catch (IOException e) {
            handler.onClosed(String.valueOf(e.getMessage()));
            return;
        }
        LoopSocket socket = new LoopSocket(channel, handler);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (local != null) {
                channel.bind(local);
            }
            // Registered before connect, so that an immediate connection is told by the selector as well.
            socket.registered(channel.register(selector, SelectionKey.OP_CONNECT, socket));
            channel.connect(remote);
        } catch (IOException e) {
            socket.close(String.valueOf(e.getMessage()));
        }
    }

    private void run() {
        try (selector) {
            while (!closing) {
                selector.select(this::onSelected);
                runTasks();
            }
            for (SelectionKey key : new ArrayList<>(selector.keys())) {
                ((LoopSocket) key.attachment()).close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onSelected(SelectionKey key) {
        ((LoopSocket) key.attachment()).onSelected(shared);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
