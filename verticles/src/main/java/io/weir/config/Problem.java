package io.weir.config;

import java.nio.file.Path;

/**
 * Something wrong in a file that the user wrote.
 *
 * @param file the file
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do
 */
public record Problem(Path file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
