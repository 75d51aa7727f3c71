package io.weir.demo;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One subscription over server-sent events: takes its responses as they come, until the server ends it. */
final class Listener {

    private static final String DATA = "data: ";
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<JsonObject> responses = new LinkedBlockingQueue<>();

    Listener(Stream<String> lines) {
        Thread reader = new Thread(() -> read(lines), "listener");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Stream<String> lines) {
        try (lines) {
            lines.filter(line -> line.startsWith(DATA) && line.length() > DATA.length())
                    .forEach(line -> responses.add(new JsonObject(line.substring(DATA.length()))));
        } catch (UncheckedIOException e) {
            // The node went; a test that waits for more says so.
        }
    }

    /** The next response. */
    JsonObject next() throws InterruptedException {
        JsonObject response = responses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (response == null) {
            throw new AssertionError("nothing more came");
        }
        return response;
    }

    /** The next so many responses. */
    List<JsonObject> next(int count) throws InterruptedException {
        List<JsonObject> taken = new ArrayList<>(count);
        while (taken.size() < count) {
            taken.add(next());
        }
        return taken;
    }

    /** What came and was not taken. */
    List<JsonObject> rest() {
        List<JsonObject> rest = new ArrayList<>();
        responses.drainTo(rest);
        return rest;
    }
}
