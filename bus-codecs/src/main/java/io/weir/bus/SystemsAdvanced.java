package io.weir.bus;

import java.util.List;

/**
 * Systems have reported, and that is stored: published to all gates, which need not read it then. A hint: what gets lost
 * is found in the store.
 */
public record SystemsAdvanced(List<Advance> advances) implements BusMessage {

    /** Copies the list. */
    public SystemsAdvanced {
        advances = List.copyOf(advances);
    }

    /**
     * One of them.
     *
     * @param system the system's name in the configuration
     * @param subject what it is about
     * @param version how far the system is with that
     */
    public record Advance(String system, String subject, long version) {}
}
