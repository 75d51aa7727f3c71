package io.weir.plan;

/**
 * A root field of a mutation that a subgraph answers.
 *
 * @param name the field's name
 * @param storageKey where its value stands in the root object
 * @param arguments the field's arguments
 */
public record MutationField(String name, String storageKey, FieldArguments arguments) {}
