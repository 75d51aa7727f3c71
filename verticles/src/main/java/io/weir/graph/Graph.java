package io.weir.graph;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaPrinter;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.followup.FollowUp;
import io.weir.graph.log.LoggedTopics;
import io.weir.graph.model.Models;
import io.weir.graph.supergraph.Supergraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of the graph at start. Immutable.
 *
 * @param schema what clients see: no Weir or federation directives, nothing {@code @inaccessible}
 * @param supergraph everything, and who owns what
 * @param sources the source of each root field, by {@link FieldName}
 * @param followUps the fields that a field of Query answers
 * @param keys the key fields of each entity type of Weir's own schema, one list for each of its keys; top-level names
 * @param log which topics are logged
 * @param models what is stored
 * @param deliveries the server-side subscriptions
 */
public record Graph(
        GraphQLSchema schema,
        Supergraph supergraph,
        Map<FieldName, RootSource> sources,
        Map<FieldCoordinates, FollowUp> followUps,
        Map<String, List<List<String>>> keys,
        LoggedTopics log,
        Models models,
        List<DeliveryDefinition> deliveries) {

    /**
     * A field of a type.
     *
     * @param type the type's name
     * @param field the field's name
     */
    public record FieldName(String type, String field) {
        @Override
        public String toString() {
            return type + "." + field;
        }
    }

    /** Copies the maps. */
    public Graph {
        sources = Map.copyOf(sources);
        followUps = Map.copyOf(followUps);
        keys = Map.copyOf(keys);
        deliveries = List.copyOf(deliveries);
    }

    /** The source of a root field; null for introspection fields. */
    public @Nullable RootSource source(String type, String field) {
        return sources.get(new FieldName(type, field));
    }

    /** The actions, by the mutation's field. */
    public Map<String, ActionDefinition> actions() {
        Map<String, ActionDefinition> actions = new HashMap<>();
        sources.forEach((name, source) -> {
            if (source instanceof RootSource.Action action) {
                actions.put(name.field(), action.definition());
            }
        });
        return actions;
    }

    /** Whether an object of this type can be completed from its key alone. */
    public boolean entity(String type) {
        return keys.containsKey(type);
    }

    /** Whether a field of an object type is an {@code ID}, which subgraphs may take as text alone. */
    public boolean id(String type, String field) {
        GraphQLObjectType object = supergraph.schema().getObjectType(type);
        GraphQLFieldDefinition definition = object == null ? null : object.getFieldDefinition(field);
        return definition != null
                && GraphQLTypeUtil.unwrapNonNull(definition.getType()) instanceof GraphQLScalarType scalar
                && scalar.getName().equals("ID");
    }

    /** The client-facing SDL. */
    public String sdl() {
        return new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                        .includeDirectiveDefinitions(false)
                        .includeScalarTypes(true)
                        .includeSchemaDefinition(false))
                .print(schema);
    }
}
