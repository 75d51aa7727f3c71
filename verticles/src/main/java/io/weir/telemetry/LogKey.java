package io.weir.telemetry;

/** The keys of structured log lines; each means the same in every line, so that collectors can index them. */
public final class LogKey {

    /** A provider's name in the configuration. */
    public static final String PROVIDER = "provider";

    /** A rendered topic. */
    public static final String TOPIC = "topic";

    /** The root field of an operation. */
    public static final String FIELD = "field";

    /** An address that the node listens on or connects to; never with credentials. */
    public static final String ADDRESS = "address";

    /** A role that the node runs. */
    public static final String ROLES = "roles";

    /** Why something failed, in words. */
    public static final String REASON = "reason";

    /** How many of something. */
    public static final String COUNT = "count";

    /** How long something took or will take, in milliseconds. */
    public static final String MILLIS = "millis";

    private LogKey() {}
}
