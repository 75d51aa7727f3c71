package io.weir.demo;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Webhooks kept as files, {@code NN-EVENT.ACTION.json}, in the order of their numbers. */
final class WebhookFolder {

    private static final Pattern NAME = Pattern.compile("\\d+-(?<event>[a-z_]+)(\\.[a-z_]+)?\\.json");

    private WebhookFolder() {}

    /**
     * Reads them all. Blocks on the disk.
     *
     * @throws IOException when a file cannot be read or is no webhook; names it
     */
    static List<Webhook> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Webhook> webhooks = new ArrayList<>();
        for (Path file : files) {
            webhooks.add(webhook(file));
        }
        return webhooks;
    }

    @SuppressWarnings("unchecked")
    private static Webhook webhook(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IOException(file + " is not named NN-EVENT.ACTION.json");
        }
        try {
            if (Json.parse(Buffer.buffer(Files.readAllBytes(file))) instanceof Map<?, ?> payload) {
                return new Webhook(name.group("event"), (Map<String, @Nullable Object>) payload);
            }
        } catch (MalformedJsonException e) {
            throw new IOException(file + " is not JSON: " + e.getMessage(), e);
        }
        throw new IOException(file + " is not a JSON object");
    }
}
