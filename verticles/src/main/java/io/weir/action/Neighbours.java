package io.weir.action;

import io.weir.action.handler.Handlers;
import io.weir.source.ActionEvents;
import io.weir.source.GateClient;

/**
 * Whom actions turn to.
 *
 * @param handlers do them
 * @param gates wait for the systems that show what was done
 * @param events tell everybody that it was done
 */
public record Neighbours(Handlers handlers, GateClient gates, ActionEvents events) {}
