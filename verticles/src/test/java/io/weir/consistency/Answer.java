package io.weir.consistency;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A response of GraphQL.
 *
 * @param status of HTTP
 */
record Answer(int status, JsonObject body) {

    /** The value of a root field, which is there without errors. */
    JsonObject data(String field) {
        if (body.containsKey("errors")) {
            throw new AssertionError(body.encode());
        }
        return body.getJsonObject("data").getJsonObject(field);
    }

    /** The first error. */
    JsonObject error() {
        JsonArray errors = Objects.requireNonNull(body.getJsonArray("errors"), body::encode);
        return errors.getJsonObject(0);
    }

    /** Of the first error. */
    JsonObject extensions() {
        return error().getJsonObject("extensions");
    }

    /** Of the first error. */
    String code() {
        return extensions().getString("code");
    }

    /** {@code extensions.consistency}. */
    JsonObject consistency() {
        JsonObject extensions = Objects.requireNonNull(body.getJsonObject("extensions"), body::encode);
        return Objects.requireNonNull(extensions.getJsonObject("consistency"), body::encode);
    }

    String token() {
        return Objects.requireNonNull(consistency().getString("token"), body::encode);
    }

    boolean satisfied() {
        return consistency().getBoolean("satisfied");
    }

    /** How the wait for each system ended, such as {@code ledger=REACHED, search=TIMED_OUT}. */
    String outcomes() {
        return consistency().getJsonArray("systems").stream()
                .map(JsonObject.class::cast)
                .map(system -> system.getString("name") + "=" + system.getString("outcome"))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
