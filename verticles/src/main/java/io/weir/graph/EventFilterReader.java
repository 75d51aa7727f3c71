package io.weir.graph;

import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.graph.sdl.JsonScalar;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.template.TemplateChecker;
import io.weir.template.Template;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles {@code @subscriptionFilter(condition:)}. The shape was validated against the directive's input types. */
final class EventFilterReader {

    private final TypeIndex types;
    private final FieldDefinition field;
    private final TemplateChecker templates;
    private final List<Problem> problems;

    EventFilterReader(TypeIndex types, FieldDefinition field, TemplateChecker templates, List<Problem> problems) {
        this.types = types;
        this.field = field;
        this.templates = templates;
        this.problems = problems;
    }

    Optional<EventFilter> read(Directive directive) {
        return Sdl.argument(directive, "condition").flatMap(this::condition);
    }

    private Optional<EventFilter> condition(Value<?> value) {
        ObjectValue condition = (ObjectValue) value;
        if (condition.getObjectFields().size() != 1) {
            problems.add(Sdl.problem(condition, "a condition has exactly one of AND, OR, NOT and IN"));
            return Optional.empty();
        }
        ObjectField only = condition.getObjectFields().get(0);
        return switch (only.getName()) {
            case "AND" -> Optional.of(new EventFilter.And(conditions(only.getValue())));
            case "OR" -> Optional.of(new EventFilter.Or(conditions(only.getValue())));
            case "NOT" -> condition(only.getValue()).map(EventFilter.Not::new);
            default -> in((ObjectValue) only.getValue());
        };
    }

    private List<EventFilter> conditions(Value<?> value) {
        List<EventFilter> conditions =
                elements(value).flatMap(element -> condition(element).stream()).toList();
        if (conditions.isEmpty() && elements(value).findAny().isEmpty()) {
            problems.add(Sdl.problem(value, "AND and OR need at least one condition"));
        }
        return conditions;
    }

    private Optional<EventFilter> in(ObjectValue in) {
        Map<String, Value<?>> fields =
                in.getObjectFields().stream().collect(Collectors.toMap(ObjectField::getName, ObjectField::getValue));
        Value<?> path = Objects.requireNonNull(fields.get("fieldPath"));
        List<String> names = List.of(((StringValue) path).getValue().split("\\.", -1));
        checkPath(names, path);
        List<FilterValue> values = elements(Objects.requireNonNull(fields.get("values")))
                .map(this::filterValue)
                .toList();
        return Optional.of(new EventFilter.In(names, values));
    }

    private void checkPath(List<String> names, Value<?> at) {
        Set<String> current = types.possible(TypeIndex.bareName(field.getType()));
        for (String name : names) {
            Set<String> next = current.stream()
                    .flatMap(type -> types.field(type, name).stream())
                    .map(f -> TypeIndex.bareName(f.getType()))
                    .collect(Collectors.toSet());
            if (next.isEmpty() && !name.equals("__typename")) {
                problems.add(Sdl.problem(
                        at,
                        "fieldPath \"%s\": %s has no field \"%s\""
                                .formatted(String.join(".", names), String.join(", ", current), name)));
                return;
            }
            current =
                    next.stream().flatMap(type -> types.possible(type).stream()).collect(Collectors.toSet());
        }
        if (!current.isEmpty()) {
            problems.add(Sdl.problem(
                    at, "fieldPath \"%s\" must end at a scalar or enum field".formatted(String.join(".", names))));
        }
    }

    private FilterValue filterValue(Value<?> value) {
        if (!(value instanceof StringValue text)) {
            return new FilterValue.Literal(JsonScalar.value(value, CoercedVariables.emptyVariables()));
        }
        Template template = templates.template(field, value, text.getValue(), true);
        if (template.placeholders().isEmpty()) {
            return new FilterValue.Literal(text.getValue());
        }
        return template.parts().size() == 1
                ? new FilterValue.Argument(template.placeholders().get(0))
                : new FilterValue.Text(template);
    }

    private static Stream<Value<?>> elements(@Nullable Value<?> value) {
        return value instanceof ArrayValue array
                ? array.getValues().stream().map(element -> (Value<?>) element)
                : Stream.ofNullable(value);
    }
}
