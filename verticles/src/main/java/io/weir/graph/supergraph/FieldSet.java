package io.weir.graph.supergraph;

import graphql.language.SelectionSet;

/**
 * The fields that a key, {@code @requires} or {@code @provides} names, valid for their type (Federation 2, "FieldSet").
 *
 * @param text as printed by composition: one space between words, no outer braces; equal sets have equal texts
 * @param selections the same, parsed
 */
public record FieldSet(String text, SelectionSet selections) {

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set && set.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
