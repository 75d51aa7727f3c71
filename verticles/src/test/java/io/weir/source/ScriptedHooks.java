package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.config.HookConfig;
import io.weir.config.HooksConfig;
import io.weir.config.yaml.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hooks that answer at once, as the test says; the name of each is its address. */
public final class ScriptedHooks implements HookClient {

    /** {@code ADDRESS QUESTION} of each that was asked, in order. */
    public final List<String> asked = new ArrayList<>();

    private final List<HookConfig> before = new ArrayList<>();
    private final List<HookConfig> after = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();

    /** A hook before a field, and what it answers; null for nothing at all. */
    public ScriptedHooks before(String field, String address, String answer) {
        before.add(hook(field, address));
        answers.put(address, answer);
        return this;
    }

    /** A hook after a field, and whether it can be told. */
    public ScriptedHooks after(String field, String address, boolean up) {
        after.add(hook(field, address));
        answers.put(address, up ? "" : null);
        return this;
    }

    /** From now on that one answers this. */
    public void answer(String address, String answer) {
        answers.put(address, answer);
    }

    /** What the configuration says of them. */
    public HooksConfig config() {
        return new HooksConfig(before, after);
    }

    private static HookConfig hook(String field, String address) {
        return new HookConfig(field, Optional.empty(), Optional.of(address), Duration.ofSeconds(1), Place.NONE);
    }

    @Override
    public Future<Buffer> ask(HookConfig hook, Buffer question) {
        String address = hook.bus().orElseThrow();
        asked.add(address + " " + question);
        String answer = answers.get(address);
        return answer == null
                ? Future.failedFuture(new HookException("could not be asked: no answer in time"))
                : Future.succeededFuture(Buffer.buffer(answer));
    }
}
