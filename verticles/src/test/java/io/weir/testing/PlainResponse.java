package io.weir.testing;

/** What every mutation says that nothing has to wait for; tests of other things leave it out. */
public final class PlainResponse {

    /** The extension, with the token that stands for nothing. */
    public static final String EXTENSION =
            "\"consistency\":{\"token\":\"cz0\",\"satisfied\":true,\"waitedMs\":0,\"systems\":[]}";

    private PlainResponse() {}

    /** A response without it. */
    public static String of(Object response) {
        return response.toString()
                .replace(",\"extensions\":{" + EXTENSION + "}", "")
                .replace("," + EXTENSION, "");
    }
}
