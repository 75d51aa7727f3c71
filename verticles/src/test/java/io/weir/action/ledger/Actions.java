package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Actions for tests of the ledger. */
final class Actions {

    static final Duration LEASE = Duration.ofSeconds(30);
    static final Terms TERMS = new Terms(3, Duration.ofMinutes(1), Duration.ofHours(1));
    static final ActionFailure FAILURE =
            new ActionFailure("ACTION_FAILED", "no\0", 503, Buffer.buffer("{\"a\":1}"), List.of("x"), true, 2, 1500);
    static final ActionOperation OPERATION =
            new ActionOperation("mutation M($a: Int) { f(a: $a) { b } }", "M", Buffer.buffer("{\"a\":1}"), "f");

    private Actions() {}

    static NewAction action(String field) {
        return action(field, TERMS, null, Optional.empty(), Optional.empty());
    }

    static NewAction keyed(String field, String key, String fingerprint) {
        return action(
                field, TERMS, null, Optional.of(new NewAction.Key(key, Buffer.buffer(fingerprint))), Optional.empty());
    }

    static NewAction serial(String field, String serialKey) {
        return action(field, TERMS, serialKey, Optional.empty(), Optional.empty());
    }

    static NewAction claimedBy(String node, NewAction action) {
        return carrying(action, action.headers(), Optional.of(new NewAction.Holder(node, LEASE)));
    }

    /** One to which so many events led. */
    static NewAction deep(String field, int depth) {
        Map<String, String> headers = Map.of("authorization", "Bearer x", "weir-depth", "" + depth);
        return carrying(action(field), headers, Optional.empty());
    }

    private static NewAction carrying(
            NewAction action, Map<String, String> headers, Optional<NewAction.Holder> holder) {
        return new NewAction(
                action.id(),
                action.field(),
                action.owner(),
                action.arguments(),
                headers,
                action.operation(),
                action.key(),
                action.serialKey(),
                action.awaited(),
                action.terms(),
                holder);
    }

    static NewAction with(Terms terms) {
        return action("f", terms, null, Optional.empty(), Optional.empty());
    }

    private static NewAction action(
            String field,
            Terms terms,
            String serialKey,
            Optional<NewAction.Key> key,
            Optional<NewAction.Holder> holder) {
        return new NewAction(
                UUID.randomUUID(),
                field,
                "",
                Buffer.buffer("{\"a\": 1.0, \"nul\": \"\\u0000\"}"),
                Map.of("authorization", "Bearer x"),
                OPERATION,
                key,
                serialKey,
                false,
                terms,
                holder);
    }
}
