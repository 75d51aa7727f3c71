package io.weir.model.read;

/** A text for PostgreSQL, the same for all requests of one shape, and what the request has that others do not. */
record Statement(String text, Parameters parameters) {}
