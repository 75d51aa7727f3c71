package io.weir.graph.delivery;

import graphql.Scalars;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.weir.graph.delivery.SubscriptionDocument.Selected;
import io.weir.graph.followup.InputFit;
import io.weir.template.Template.Part.Placeholder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether what a delivery's placeholders name exists, and fits where they stand. Of events and answers no one can tell. */
final class DeliveryPlaceholders {

    private static final Map<String, GraphQLType> DELIVERY = Map.of(
            "id", Scalars.GraphQLString,
            "name", Scalars.GraphQLString,
            "topic", Scalars.GraphQLString,
            "attempt", Scalars.GraphQLInt);
    private static final Map<String, GraphQLType> FAILURE = Map.of(
            "code", Scalars.GraphQLString,
            "message", Scalars.GraphQLString,
            "status", Scalars.GraphQLInt);

    private final GraphQLSchema schema;
    private final SubscriptionDocument document;
    private @Nullable String wrong;

    DeliveryPlaceholders(GraphQLSchema schema, SubscriptionDocument document) {
        this.schema = schema;
        this.document = document;
    }

    /** What is wrong with the first placeholder that is not right; empty when all are, or when no one can tell. */
    Optional<String> wrong(List<Placeholder> placeholders) {
        return placeholders.stream()
                .flatMap(placeholder -> wrong(placeholder, null).stream())
                .findFirst();
    }

    /**
     * What is wrong with one.
     *
     * @param expected where it stands; null where anything does
     */
    Optional<String> wrong(Placeholder placeholder, @Nullable GraphQLType expected) {
        wrong = null;
        GraphQLType found = switch (placeholder.scope()) {
            case DATA -> ofDocument(placeholder);
            case DELIVERY -> known(placeholder, DELIVERY);
            case FAILURE -> known(placeholder, FAILURE);
            default -> null;
        };
        if (found != null && expected != null && !InputFit.fits(found, expected)) {
            fail(
                    placeholder,
                    "it is %s, and %s is expected there"
                            .formatted(GraphQLTypeUtil.simplePrint(found), GraphQLTypeUtil.simplePrint(expected)));
        }
        return Optional.ofNullable(wrong);
    }

    private @Nullable GraphQLType known(Placeholder placeholder, Map<String, GraphQLType> names) {
        GraphQLType type = names.get(String.join(".", placeholder.path()));
        return type == null ? fail(placeholder, "there are " + String.join(", ", new TreeSet<>(names.keySet()))) : type;
    }

    private @Nullable GraphQLType ofDocument(Placeholder placeholder) {
        GraphQLType at = schema.getSubscriptionType();
        Map<String, List<Selected>> selected = document.roots();
        for (String key : placeholder.path()) {
            List<Selected> fields = selected.get(key);
            if (fields == null) {
                return fail(placeholder, "the document selects no \"%s\" there".formatted(key));
            }
            if (at != null && GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(at))) {
                return fail(
                        placeholder, "\"%s\" is in a list, and a placeholder cannot say in which of it".formatted(key));
            }
            at = type(at, fields.get(0));
            List<SelectionSet> inner = fields.stream()
                    .map(field -> field.field().getSelectionSet())
                    .filter(Objects::nonNull)
                    .toList();
            selected = document.selected(inner);
        }
        return at;
    }

    private @Nullable GraphQLType type(@Nullable GraphQLType owner, Selected selected) {
        GraphQLType type = selected.type() == null ? owner : schema.getType(selected.type());
        boolean known = type != null && GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLFieldsContainer;
        if (!known || selected.field().getName().startsWith("__")) {
            return null;
        }
        var definition = ((GraphQLFieldsContainer) GraphQLTypeUtil.unwrapNonNull(type))
                .getFieldDefinition(selected.field().getName());
        return definition == null ? null : definition.getType();
    }

    private @Nullable GraphQLType fail(Placeholder placeholder, String why) {
        wrong = "{{ %s }}: %s".formatted(placeholder.name(), why);
        return null;
    }
}
