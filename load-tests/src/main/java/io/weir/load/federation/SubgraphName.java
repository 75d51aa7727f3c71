package io.weir.load.federation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The subgraphs: each is served at a path of its name, and its SDL is a resource. */
public enum SubgraphName {
    /** Who is employed. */
    EMPLOYEES,
    /** Who works with whom. */
    TEAMS,
    /** What they say of each other. */
    REVIEWS,
    /** What completes the events of a workload. */
    READINGS;

    /** As configurations name it; also its path, without the slash. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its schema, as a federation subgraph. */
    public String sdl() throws IOException {
        try (InputStream in = SubgraphName.class.getResourceAsStream(lowerCase() + ".graphql")) {
            if (in == null) {
                throw new IOException("no resource " + lowerCase() + ".graphql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
