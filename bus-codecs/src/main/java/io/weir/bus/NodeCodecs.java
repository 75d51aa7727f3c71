package io.weir.bus;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The codecs of what nodes say of themselves. Nodes of different releases must understand each other here: a word that a
 * node does not know is left out.
 */
final class NodeCodecs {

    private static final WireCodec<NodePresence> NODE_PRESENCE =
            new WireCodec<>(NodePresence.class, 1, NodeCodecs::presence, NodeCodecs::presence);

    private static final WireCodec<ProviderState> PROVIDER_STATE = new WireCodec<>(
            ProviderState.class,
            2,
            (out, m) -> out.text(m.node()).text(m.provider()).flag(m.connected()),
            in -> new ProviderState(in.text(), in.text(), in.flag()));

    /** All of them. */
    static final List<WireCodec<?>> ALL = List.of(NODE_PRESENCE, PROVIDER_STATE);

    private NodeCodecs() {}

    private static void presence(WireWriter out, NodePresence presence) {
        out.text(presence.node())
                .text(presence.name())
                .text(presence.release())
                .text(presence.phase().name());
        words(out, presence.services().stream().map(Service::word).collect(Collectors.toSet()));
        out.number(presence.triggerShards());
        words(out, presence.providers());
        out.texts(presence.formats());
    }

    private static NodePresence presence(WireReader in) {
        return new NodePresence(
                in.text(),
                in.text(),
                in.text(),
                phase(in.text()),
                words(in).stream().flatMap(word -> Service.of(word).stream()).collect(Collectors.toSet()),
                (int) in.number(),
                words(in),
                in.texts());
    }

    /** A phase of another release is none in which to ask a node anything. */
    private static NodePresence.Phase phase(String name) {
        for (NodePresence.Phase phase : NodePresence.Phase.values()) {
            if (phase.name().equals(name)) {
                return phase;
            }
        }
        return NodePresence.Phase.STARTING;
    }

    private static void words(WireWriter out, Set<String> words) {
        out.texts(words.stream().collect(Collectors.toMap(word -> word, word -> "")));
    }

    private static Set<String> words(WireReader in) {
        return in.texts().keySet();
    }
}
