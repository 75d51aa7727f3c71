package io.weir.config;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * One thing that is wrong in a file that the user wrote. Ordered by file and place.
 *
 * @param file the file, as the user named it
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong and what to do, for the user
 */
public record Problem(Path file, int line, int column, String message) implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message);

    /** A message is one line, whatever it quotes. */
    public Problem {
        message = message.replaceAll("\\R", " ");
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column: message}, which editors and terminals turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
