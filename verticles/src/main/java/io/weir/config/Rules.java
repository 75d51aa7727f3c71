package io.weir.config;

import io.weir.bus.BusAddress;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.TemplateText;
import io.weir.config.yaml.Values;
import io.weir.template.Template.Scope;
import io.weir.template.UrlTemplate;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules that several keys share. */
final class Rules {

    /** A flag. */
    static final Scalar<Boolean> FLAG = Values.bool();

    /** A TCP port to listen on; 0 takes a free one. */
    static final Scalar<Integer> PORT = Values.integer(0, 65_535);

    /** A name or an address to listen on. */
    static final Scalar<String> HOST = Values.text("a host name or an address", Pattern.compile("[A-Za-z0-9._:%-]+"));

    /** Event loops to run on; 0 is one for each core. */
    static final Scalar<Integer> INSTANCES = Values.integer(0, 256);

    /** How many of something there may be. */
    static final Scalar<Integer> COUNT = Values.integer(1, 100_000_000);

    /** How large something in memory may be. */
    static final Scalar<Long> SIZE = Values.size(1, 1 << 30);

    /** The same, where a library counts in {@code int}. */
    static final Scalar<Integer> INT_SIZE = Values.intSize(1, 1 << 30);

    /** How long something may take. */
    static final Scalar<Duration> TIMEOUT = Values.duration(Duration.ofMillis(1), Duration.ofHours(24));

    /** How long or how often, where zero means not at all. */
    static final Scalar<Duration> TIMEOUT_OR_ZERO = Values.duration(Duration.ZERO, Duration.ofHours(24));

    /** The same for what may last for days. */
    static final Scalar<Duration> LONG_TIME = Values.duration(Duration.ofMillis(1), Duration.ofDays(3650));

    /** How often a connection proves that it is alive. */
    static final Scalar<Duration> HEARTBEAT = Values.duration(Duration.ofSeconds(1), Duration.ofHours(1));

    /** The first pause before another attempt to connect to a broker. */
    static final Duration RECONNECT = Duration.ofMillis(500);

    static final String RECONNECT_MEANING = "The pause before the first attempt to connect again; it doubles.";

    /** The longest such pause. */
    static final Duration MAX_RECONNECT = Duration.ofSeconds(30);

    static final String MAX_RECONNECT_MEANING = "The longest such pause.";

    /** The form of a header's name. */
    static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

    /** A header's name. */
    static final Scalar<String> HEADER_NAME = Values.text("a header's name", HEADER);

    /** The form of a provider's name. */
    static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Set<Scope> WRITE = Set.of(Scope.ARGS, Scope.RESPONSE);

    /** A template over what a handler was given and what it answered. */
    static final TemplateText WRITTEN = new TemplateText(WRITE, template -> {});

    /** The same for a URL. */
    static final TemplateText WRITTEN_URL = new TemplateText(WRITE, UrlTemplate::of);

    /** An address of the event bus that others listen on. */
    static final Scalar<String> BUS_ADDRESS = Values.text(
            "an address of the event bus that is not one of Weir's own",
            Pattern.compile("(?!" + BusAddress.INTERNAL_PREFIX + ")[^\\s\\x00-\\x1f\\x7f]{1,255}"));

    /** A provider's name. */
    static final Scalar<String> PROVIDER_NAME = Values.text("a provider's name", PROVIDER);

    /** The form of a port in a URL: 0 to 65535. */
    static final String PORT_NUMBER = "([1-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

    /** Addresses that stand for every address of the machine. */
    static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

    private Rules() {}

    /** The pauses between attempts to connect to a broker: both in their bounds, and in order. */
    static void checkReconnect(Duration reconnect, Duration maxReconnect) {
        TIMEOUT.check("reconnect", reconnect);
        TIMEOUT.check("maxReconnect", maxReconnect);
        if (maxReconnect.compareTo(reconnect) < 0) {
            throw new IllegalArgumentException("maxReconnect may not be shorter than reconnect");
        }
    }
}
