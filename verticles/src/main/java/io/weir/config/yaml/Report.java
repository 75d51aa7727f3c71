package io.weir.config.yaml;

/**
 * One complaint about a place in the file.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param key the path of the key, with dots; empty for the whole file
 * @param message what is wrong and what the rule is
 */
public record Report(int line, int column, String key, String message) {}
