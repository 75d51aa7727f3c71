package io.weir.config;

/**
 * What is logged and how.
 *
 * @param level the least severe level that is logged
 * @param format lines for people or JSON objects for collectors
 */
public record LoggingConfig(Level level, Format format) {

    /** Lines for people, without debugging. */
    public static final LoggingConfig DEFAULT = new LoggingConfig(Level.INFO, Format.TEXT);

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
