package io.weir.clients;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.testing.FreePorts;
import io.weir.testing.Leash;
import io.weir.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A headless Chromium with a profile of its own, driven by W3C WebDriver commands; it knows no host but loopback. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONTROL = "\uE009";
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Leash driver;
    private final String address;
    private String session;

    private Chromium(Leash driver, String address) {
        this.driver = driver;
        this.address = address;
    }

    /** Starts a browser that shows nothing yet. */
    static Chromium start() {
        Path browser = Programs.require("chromium", "chromium");
        Path program = Programs.require("chromedriver", "chromium-driver");
        int port = FreePorts.next();
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "chromium-");
            Leash driver = Leash.start(
                    List.of(program.toString(), "--port=" + port), Map.of(), folder, folder.resolve("driver.log"));
            Chromium started = new Chromium(driver, "http://127.0.0.1:" + port);
            await().atMost(PATIENCE).ignoreExceptions().until(started::isReady);
            started.open(browser, folder.resolve("profile"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        return ((JsonObject) call("GET", "/status", null)).getBoolean("ready");
    }

    private void open(Path browser, Path profile) {
        JsonArray arguments = new JsonArray(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,900",
                // The browser ends with its driver, however that ends.
                "--remote-debugging-pipe",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile));
        JsonObject capabilities = new JsonObject()
                .put("goog:loggingPrefs", JsonObject.of("browser", "ALL", "performance", "ALL"))
                .put("goog:chromeOptions", JsonObject.of("binary", browser.toString(), "args", arguments));
        JsonObject wish = JsonObject.of("capabilities", JsonObject.of("alwaysMatch", capabilities));
        JsonObject opened = (JsonObject) call("POST", "/session", wish);
        session = "/session/" + opened.getString("sessionId");
    }

    /** Opens a page and waits until it is loaded. */
    void open(String url) {
        call("POST", session + "/url", JsonObject.of("url", url));
    }

    /** Clicks on what a CSS selector finds, once it is there. */
    void click(String selector) {
        JsonObject wish = JsonObject.of("using", "css selector", "value", selector);
        JsonObject element = await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> (JsonObject) call("POST", session + "/element", wish), found -> found != null);
        call("POST", session + "/element/" + element.getString(ELEMENT) + "/click", new JsonObject());
    }

    /** Replaces what the focused editor holds, key by key. */
    void type(String text) {
        List<JsonObject> keys = new ArrayList<>(List.of(down(CONTROL), down("a"), up("a"), up(CONTROL)));
        text.codePoints().mapToObj(Character::toString).forEach(key -> {
            keys.add(down(key));
            keys.add(up(key));
        });
        JsonObject keyboard = JsonObject.of("type", "key", "id", "keyboard", "actions", new JsonArray(keys));
        call("POST", session + "/actions", JsonObject.of("actions", JsonArray.of(keyboard)));
    }

    private static JsonObject down(String key) {
        return JsonObject.of("type", "keyDown", "value", key);
    }

    private static JsonObject up(String key) {
        return JsonObject.of("type", "keyUp", "value", key);
    }

    /** The text that a reader sees of what a CSS selector finds. */
    String text(String selector) {
        return (String) run("return document.querySelector(arguments[0])?.innerText ?? ''", selector);
    }

    /** Runs JavaScript in the page: what it returns. */
    Object run(String script, Object... arguments) {
        JsonObject wish = JsonObject.of("script", script, "args", new JsonArray(List.of(arguments)));
        return call("POST", session + "/execute/sync", wish);
    }

    /** What the page wrote to its console, and what the browser said of it. */
    List<String> console() {
        return log("browser").stream().map(entry -> entry.getString("message")).toList();
    }

    /** The addresses that pages asked for, WebSockets included, the browser's own start page left out. */
    List<String> requested() {
        return log("performance").stream()
                .map(entry -> new JsonObject(entry.getString("message")).getJsonObject("message"))
                .map(event -> switch (event.getString("method")) {
                    case "Network.requestWillBeSent" ->
                        event.getJsonObject("params").getJsonObject("request").getString("url");
                    case "Network.webSocketCreated" ->
                        event.getJsonObject("params").getString("url");
                    default -> "";
                })
                .filter(url -> !url.isEmpty() && !url.startsWith("chrome://"))
                .toList();
    }

    private List<JsonObject> log(String type) {
        JsonArray entries = (JsonArray) call("POST", session + "/se/log", JsonObject.of("type", type));
        return entries.stream().map(JsonObject.class::cast).toList();
    }

    /** Saves what the page looks like. */
    void screenshot(Path file) throws IOException {
        String png = (String) call("GET", session + "/screenshot", null);
        Files.write(file, Base64.getDecoder().decode(png));
    }

    @Override
    public void close() {
        try {
            call("DELETE", session, null);
        } finally {
            driver.close();
        }
    }

    private Object call(String method, String path, JsonObject body) {
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode());
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .method(method, content)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("%s %s: %s".formatted(method, path, answer.body()));
            }
            return new JsonObject(answer.body()).getValue("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
