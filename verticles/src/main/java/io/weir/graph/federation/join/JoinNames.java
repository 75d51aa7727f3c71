package io.weir.graph.federation.join;

import java.util.Set;

/**
 * What a supergraph calls the elements of {@code join}.
 *
 * @param graphs the enum of the graphs
 * @param graph {@code @join__graph}
 * @param type {@code @join__type}
 * @param field {@code @join__field}
 * @param implementing {@code @join__implements}
 * @param member {@code @join__unionMember}
 * @param value {@code @join__enumValue}
 * @param directive {@code @join__directive}
 */
record JoinNames(
        String graphs,
        String graph,
        String type,
        String field,
        String implementing,
        String member,
        String value,
        String directive) {

    static JoinNames of(Feature join) {
        return new JoinNames(
                join.type("Graph"),
                join.directive("graph"),
                join.directive("type"),
                join.directive("field"),
                join.directive("implements"),
                join.directive("unionMember"),
                join.directive("enumValue"),
                join.directive("directive"));
    }

    /** All directives. */
    Set<String> directives() {
        return Set.of(graph, type, field, implementing, member, value, directive);
    }
}
