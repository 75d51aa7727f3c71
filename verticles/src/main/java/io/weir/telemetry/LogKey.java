package io.weir.telemetry;

/** The keys of structured log lines; each means the same in every line, so that collectors can index them. */
public final class LogKey {

    /** A provider's name in the configuration. */
    public static final String PROVIDER = "provider";

    /** A rendered topic. */
    public static final String TOPIC = "topic";

    /** Why something failed, in words. */
    public static final String CAUSE = "cause";

    /** The address that clients talk to. */
    public static final String HTTP = "http";

    /** The address for health and metrics. */
    public static final String ADMIN = "admin";

    /** What a node does. */
    public static final String ROLES = "roles";

    private LogKey() {}
}
