package io.weir.graph.followup;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLSchema;
import io.weir.config.Problem;
import io.weir.graph.action.ActionReader;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import io.weir.template.Template.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code @resolvedBy} and {@code @action(query:)} of Weir's own schema and holds them against the merged one. */
public final class FollowUpReader {

    /** Marks a field that a field of Query answers. */
    public static final String RESOLVED_BY = "resolvedBy";

    private static final Set<String> ROOTS = Set.of("Query", "Mutation", "Subscription");
    private static final List<String> OTHERS =
            List.of(FederationDirectives.EXTERNAL, FederationDirectives.REQUIRES, FederationDirectives.PROVIDES);

    private final SubgraphSchema own;
    private final GraphQLSchema schema;
    private final List<Problem> problems;
    private final Map<FieldCoordinates, FollowUp> read = new HashMap<>();

    private FollowUpReader(SubgraphSchema own, GraphQLSchema schema, List<Problem> problems) {
        this.own = own;
        this.schema = schema;
        this.problems = problems;
    }

    /**
     * Reads them.
     *
     * @param own Weir's own schema
     * @param schema the merged one, with what clients may not see
     * @param problems takes what is wrong, each with its place
     */
    public static Map<FieldCoordinates, FollowUp> read(
            SubgraphSchema own, GraphQLSchema schema, List<Problem> problems) {
        FollowUpReader reader = new FollowUpReader(own, schema, problems);
        own.types().values().forEach(reader::readType);
        return reader.read;
    }

    private void readType(TypeDefinition<?> type) {
        if (type instanceof ImplementingTypeDefinition<?> fields) {
            for (FieldDefinition field : fields.getFieldDefinitions()) {
                Sdl.directive(field, RESOLVED_BY).ifPresent(directive -> readField(type, field, directive));
                Sdl.directive(field, ActionReader.DIRECTIVE)
                        .filter(action -> Sdl.text(action, "query").isPresent())
                        .ifPresent(action -> read(type, field, action, Set.of(Scope.ARGS, Scope.RESPONSE)));
            }
        }
    }

    private void readField(TypeDefinition<?> type, FieldDefinition field, Directive directive) {
        if (ROOTS.contains(type.getName()) || type instanceof InterfaceTypeDefinition) {
            problems.add(Sdl.problem(
                    directive,
                    "@resolvedBy may only stand on a field of an object type, not on %s.%s"
                            .formatted(type.getName(), field.getName())));
            return;
        }
        for (String other : OTHERS) {
            if (!field.getDirectives(other).isEmpty()) {
                problems.add(Sdl.problem(
                        directive,
                        "%s.%s has both @resolvedBy and @%s; a field of Query answers for it, so remove @%s"
                                .formatted(type.getName(), field.getName(), other, other)));
                return;
            }
        }
        read(type, field, directive, Set.of(Scope.ARGS, Scope.PARENT));
    }

    private void read(TypeDefinition<?> type, FieldDefinition field, Directive directive, Set<Scope> scopes) {
        new FollowUpCheck(schema, this::resolved, directive, problems)
                .read(
                        type.getName(),
                        field.getName(),
                        Sdl.text(directive, "query").orElse(""),
                        scopes)
                .ifPresent(
                        followUp -> read.put(FieldCoordinates.coordinates(type.getName(), field.getName()), followUp));
    }

    private boolean resolved(String type, String field) {
        return own.types().get(type) instanceof ImplementingTypeDefinition<?> fields
                && fields.getFieldDefinitions().stream()
                        .filter(definition -> definition.getName().equals(field))
                        .anyMatch(definition ->
                                !definition.getDirectives(RESOLVED_BY).isEmpty());
    }
}
