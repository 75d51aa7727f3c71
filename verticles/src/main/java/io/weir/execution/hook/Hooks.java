package io.weir.execution.hook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.config.HookConfig;
import io.weir.config.HooksConfig;
import io.weir.json.Json;
import io.weir.source.HookClient;
import io.weir.source.HookException;
import io.weir.telemetry.LogKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks of a node, by the field that they are for. Thread-safe; answers on the caller's context. */
public final class Hooks {

    /** Where no hook is configured. */
    public static final Hooks NONE = new Hooks(HooksConfig.DEFAULT, HookClient.NONE);

    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    private final Map<String, List<HookConfig>> before;
    private final Map<String, List<HookConfig>> after;
    private final HookClient client;

    /** Asks through {@code client}. */
    public Hooks(HooksConfig config, HookClient client) {
        this.before = byField(config.mutationBefore());
        this.after = byField(config.mutationAfter());
        this.client = client;
    }

    private static Map<String, List<HookConfig>> byField(List<HookConfig> hooks) {
        return hooks.stream().collect(Collectors.groupingBy(HookConfig::field));
    }

    /** The fields that have hooks before them. */
    public Set<String> before() {
        return before.keySet();
    }

    /** Those before a field, in the order of the configuration. */
    public List<HookConfig> before(String field) {
        return before.getOrDefault(field, List.of());
    }

    /** Whether somebody wants to hear of a field that has succeeded. */
    public boolean hasAfter(String field) {
        return after.containsKey(field);
    }

    /**
     * Asks a hook before its field.
     *
     * @param arguments by name, as {@link Json} writes them
     * @param declared the names of all that the field has
     * @return fails with {@link HookException} when there is no answer, or none that counts
     */
    public Future<BeforeAnswer> ask(HookConfig hook, Map<String, @Nullable Object> arguments, Set<String> declared) {
        Map<String, @Nullable Object> question = new LinkedHashMap<>();
        question.put("field", hook.field());
        question.put("args", arguments);
        return client.ask(hook, Json.write(question))
                .map(answer -> BeforeAnswer.read(answer, declared))
                .onFailure(failure -> log(hook, failure));
    }

    /**
     * Tells the hooks after a field one after another, also when one of them fails.
     *
     * @param told <code>{"field", "args", "result"}</code>
     * @return fails with {@link HookException} when one of them did not take it
     */
    public Future<Void> tell(String field, Buffer told) {
        return tell(after.getOrDefault(field, List.of()), told);
    }

    private Future<Void> tell(List<HookConfig> hooks, Buffer told) {
        if (hooks.isEmpty()) {
            return Future.succeededFuture();
        }
        HookConfig first = hooks.get(0);
        Future<Void> taken = client.ask(first, told).<Void>mapEmpty().onFailure(failure -> log(first, failure));
        return taken.transform(end -> {
            Future<Void> rest = tell(hooks.subList(1, hooks.size()), told);
            return end.failed() ? rest.transform(others -> Future.failedFuture(end.cause())) : rest;
        });
    }

    private static void log(HookConfig hook, Throwable failure) {
        LOG.atWarn()
                .addKeyValue(LogKey.HOOK, hook.field())
                .addKeyValue(LogKey.CAUSE, failure.getMessage())
                .log("a hook failed");
    }
}
