package io.weir.plan;

import graphql.language.Document;

/**
 * {@code __schema} or {@code __type}: graphql-java answers.
 *
 * @param storageKey where the answer stands in the root object
 * @param responseKey the one field of {@code document}
 * @param document an operation that selects this field only
 */
public record IntrospectionFetch(String storageKey, String responseKey, Document document) implements FetchNode {

    private static final int[] NOTHING = {};

    @Override
    public int[] dependsOn() {
        return NOTHING;
    }
}
