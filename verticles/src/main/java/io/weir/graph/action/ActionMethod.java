package io.weir.graph.action;

/** How an HTTP handler is called. */
public enum ActionMethod {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
