package io.weir.config;

import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;

/**
 * What is logged and how.
 *
 * @param level the least severe level that is logged
 * @param format lines for people or JSON objects for collectors
 */
public record LoggingConfig(Level level, Format format) {

    static final Shape<LoggingConfig> SHAPE = keys -> new LoggingConfig(
            keys.optional("level", Values.choice(Level.class), Level.INFO, "The least severe level that is logged."),
            keys.optional(
                    "format",
                    Values.choice(Format.class),
                    Format.TEXT,
                    "`text` is lines for people, `json` one object a line for collectors."));

    /** Lines for people, without debugging. */
    public static final LoggingConfig DEFAULT = SHAPE.defaults();

    /** Severity, as SLF4J names it. */
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** The form of a log line. */
    public enum Format {
        TEXT,
        JSON
    }
}
