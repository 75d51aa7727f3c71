package io.weir.graph.model;

import io.weir.graph.federation.FederationDirectives;
import java.util.Map;
import java.util.Set;

/** What may stand on a model and on its fields. */
final class ModelDirectives {

    static final String MODEL = "model";
    static final String STATE_MACHINE = "stateMachine";
    static final String UNIQUE = "unique";
    static final String DEFAULT = "default";
    static final String RELATION = "relation";

    /** They mean something on a field of a model and nowhere else. */
    static final Set<String> ON_FIELDS = Set.of(STATE_MACHINE, UNIQUE, DEFAULT, RELATION);

    /** Federation's directives that a model cannot have, and what to write instead. */
    static final Map<String, String> SENSELESS = Map.of(
            FederationDirectives.EXTERNAL, "a model owns its fields: remove it",
            FederationDirectives.REQUIRES, "a stored field is computed from nothing: give it to a subgraph",
            FederationDirectives.PROVIDES, "the store gives every field of its models: remove it",
            FederationDirectives.INTERFACE_OBJECT, "a model is an object type: remove it");

    private ModelDirectives() {}
}
