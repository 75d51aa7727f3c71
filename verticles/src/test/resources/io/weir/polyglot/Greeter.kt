package com.example.greetings

import io.vertx.core.AbstractVerticle
import io.vertx.core.json.JsonObject

/** Answers an action, in Kotlin. */
class Greeter : AbstractVerticle() {
    override fun start() {
        val greeting = config().getString("greeting")
        vertx.eventBus().consumer<JsonObject>("greet") { command ->
            val name: String? = command.body().getString("name")
            when {
                name.isNullOrBlank() -> command.fail(422, "whom?")
                else -> command.reply(answer(greeting, name))
            }
        }
    }

    private fun answer(greeting: String, name: String) = JsonObject()
        .put("__typename", "Greeting")
        .put("text", listOf(greeting, name).joinToString(" "))
        .put("by", "Kotlin " + KotlinVersion.CURRENT)
}
