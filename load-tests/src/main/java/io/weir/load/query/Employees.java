package io.weir.load.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The schema of both servers. */
final class Employees {

    private Employees() {}

    /** As Weir reads it. */
    static String sdl() throws IOException {
        try (InputStream in = Employees.class.getResourceAsStream("employees.graphql")) {
            if (in == null) {
                throw new IOException("no resource employees.graphql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Without Weir's directives. */
    static String plainSdl() throws IOException {
        return sdl().replaceAll(" @\\w+\\([^)]*\\)", "");
    }
}
