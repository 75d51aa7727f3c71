package io.weir.consistency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The adoption guide in {@code verticles/README.md}: its lines of code, for a node elsewhere than it says. */
final class Guide {

    private static final Path README =
            Path.of(System.getProperty("weir.root")).resolve(Path.of("verticles", "README.md"));

    private Guide() {}

    /**
     * The code under a heading in one language.
     *
     * @param language as the block's fence names it
     */
    static String code(String heading, String language) throws IOException {
        String guide = Files.readString(README);
        Matcher section =
                Pattern.compile("(?ms)^### " + heading + "$(.*?)(?=^##)").matcher(guide);
        if (!section.find()) {
            throw new AssertionError("the guide has no section \"" + heading + "\"");
        }
        Matcher block =
                Pattern.compile("(?ms)^```" + language + "$\\n(.*?)^```$").matcher(section.group(1));
        if (!block.find()) {
            throw new AssertionError("\"%s\" has no lines of %s".formatted(heading, language));
        }
        return block.group(1);
    }
}
