package io.weir.graph.federation.reading;

import io.weir.graph.sdl.SdlText;
import java.util.List;

/**
 * A subgraph as it is written.
 *
 * @param name as the configuration names it
 * @param url where it is asked
 * @param texts its SDL, from files or from its {@code _service}
 */
public record SubgraphSdl(String name, String url, List<SdlText> texts) {

    /** Copies the texts. */
    public SubgraphSdl {
        texts = List.copyOf(texts);
    }
}
