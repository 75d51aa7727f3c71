package io.weir.graph.model;

import graphql.language.FieldDefinition;
import java.util.ArrayList;
import java.util.List;

/** What was read of one model's fields so far. Filled by {@link FieldReader}. */
final class ModelFields {

    private final List<Column> columns = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<ListField> lists = new ArrayList<>();
    private final List<StateMachine> machines = new ArrayList<>();

    /** A list of models, before it is known what stands on the other side. */
    record ListField(FieldDefinition field, String target) {}

    List<Column> columns() {
        return columns;
    }

    List<Reference> references() {
        return references;
    }

    List<ListField> lists() {
        return lists;
    }

    List<StateMachine> machines() {
        return machines;
    }
}
