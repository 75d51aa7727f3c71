package io.weir.graph.federation.composition;

/** Writes subgraphs of Federation 2. */
final class Fed2 {

    private Fed2() {}

    /** The SDL with every directive imported, on its first line, so that what follows begins at line 2. */
    static String sdl(String sdl) {
        return "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@key\", \"@external\","
                + " \"@requires\", \"@provides\", \"@shareable\", \"@override\", \"@interfaceObject\","
                + " \"@inaccessible\", \"@tag\"])\n" + sdl;
    }
}
