package io.weir.load.query;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** The verticle-side answer to {@code employee}, the same for both servers: asked on the event bus of their process. */
final class EmployeeDesk {

    /** Where it listens: the pattern of the topic. */
    static final String ADDRESS = "getEmployee.*";

    private EmployeeDesk() {}

    static void open(Vertx vertx) {
        vertx.eventBus()
                .<JsonObject>consumer(
                        ADDRESS,
                        request -> request.reply(new JsonObject()
                                .put("__typename", "Employee")
                                .put("id", request.body().getString("id"))
                                .put("email", "ada@example.com")
                                .put("active", true)
                                .put("salary", 4200)
                                .put(
                                        "details",
                                        new JsonObject().put("forename", "Ada").put("surname", "Lovelace"))));
    }
}
