package io.weir.config;

import io.weir.bus.BusAddress;
import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The addresses that clients of the TCP bridge may use, by direction: addresses, or patterns of words between dots,
 * {@code *} for one and {@code #} for any number of them. What is Weir's own is never among them, whatever a pattern says.
 *
 * @param publish where clients may publish
 * @param send where they may send and ask
 * @param receive where they may listen and answer
 */
public record TcpAllowConfig(List<String> publish, List<String> send, List<String> receive) {

    private static final String WORD = "(?:[^\\s\\x00-\\x1f\\x7f.*#]+|[*#])";
    private static final String WORDS = WORD + "(?:\\." + WORD + ")*";
    private static final String INTERNAL = BusAddress.INTERNAL_PREFIX + "|__vertx\\.";

    private static final ListOf<String> TOLD = new ListOf<>(Values.text(
            "an address such as orders.created, or a pattern such as orders.*, that is not one of Weir's own",
            Pattern.compile("(?!" + INTERNAL + ")" + WORDS)));

    private static final ListOf<String> SAID = new ListOf<>(Values.text(
            "an address such as orders.created, or a pattern such as orders.*, where others than Weir may publish",
            Pattern.compile("(?!" + INTERNAL + "|model\\.|mutation\\.)" + WORDS)));

    static final Shape<TcpAllowConfig> SHAPE = keys -> new TcpAllowConfig(
            keys.optional(
                    "publish",
                    SAID,
                    List.of(),
                    "Where clients may publish: addresses, or patterns (`*` is a word between dots, `#` any number of"
                            + " them)."),
            keys.optional("send", SAID, List.of(), "Where clients may send and ask."),
            keys.optional("receive", TOLD, List.of(), "Where clients may listen and answer."));

    /** Nothing. */
    public static final TcpAllowConfig DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public TcpAllowConfig {
        publish = List.copyOf(publish);
        SAID.check("publish", publish);
        send = List.copyOf(send);
        SAID.check("send", send);
        receive = List.copyOf(receive);
        TOLD.check("receive", receive);
    }
}
