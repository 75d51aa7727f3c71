package io.weir.graph.model.filter;

import io.weir.graph.model.Model;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code OrderEventFilter}: which events of a model a subscriber gets, decided from the event alone. Immutable.
 *
 * <p>What filters mean, here and in queries ({@code OrderFilter}, as SQL):
 *
 * <ul>
 *   <li>A condition holds or it does not; there is no third. Everything that an object says must hold, so {@code {}} and
 *       {@code AND: []} hold always, {@code OR: []} never. {@code NOT} holds where its condition does not: in SQL {@code
 *       (…) is not true}. A condition that is null says nothing: {@code name: null}, {@code AND: null}, {@code isNull:
 *       null}.
 *   <li>A comparison of null, or with null, holds never: {@code eq: null}, and {@code ne} and {@code notIn} on a column that
 *       is null. Nulls are found by {@code isNull: true}, or by a {@code NOT}: {@code NOT: {note: {eq: "x"}}} holds for
 *       null, {@code note: {ne: "x"}} does not. {@code in: []} holds never, {@code notIn: []} for every value.
 *   <li>Texts and ids are compared by code points, case included ({@code collate "C"}); {@code contains}, {@code
 *       startsWith} and {@code endsWith} take their texts as they are, {@code %} and {@code _} mean nothing. {@code
 *       DateTime} by the instant in microseconds, {@code Decimal} by its value (1.0 is 1.00), enums as texts.
 *   <li>A list holds {@code has: value} where one element is equal; {@code isNull} is about the list as a whole.
 *   <li>A reference holds {@code {isNull: true}} where it is null; every other condition within needs an object that it
 *       refers to and for which it holds. {@code {}} says nothing.
 *   <li>A list of references: {@code some}, {@code none} and {@code every} must all hold where they are there; {@code every}
 *       and {@code none} hold for an empty list.
 *   <li>{@code before} and {@code after} need the image that they speak of: a created row has no {@code before}.
 *       {@code changed} holds where any of the fields changed.
 * </ul>
 */
public final class ModelEventFilter {

    private final Model model;

    /** For events of this model. */
    public ModelEventFilter(Model model) {
        this.model = model;
    }

    /**
     * The condition that a value of the argument says.
     *
     * @param value coerced by the schema; null holds for every event
     * @return takes an event's payload
     * @throws IllegalArgumentException with words for the client when it says too much
     */
    public Predicate<Object> bind(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> filter)) {
            return event -> true;
        }
        FilterLimits.check(filter);
        return Conditions.all(filter, this::condition);
    }

    private Predicate<Object> condition(String name, Object value) {
        return switch (name) {
            case "before", "after" -> image(name, (Map<?, ?>) value);
            case "changed" -> changed(Conditions.list(value));
            default -> throw new IllegalArgumentException("no condition " + name);
        };
    }

    private Predicate<Object> image(String name, Map<?, ?> filter) {
        Predicate<Object> holds = new ImageFilter(model).bind(filter);
        return event ->
                event instanceof Map<?, ?> payload && payload.get(name) instanceof Map<?, ?> image && holds.test(image);
    }

    private static Predicate<Object> changed(List<?> fields) {
        return event -> event instanceof Map<?, ?> payload
                && payload.get("changed") instanceof List<?> changed
                && fields.stream().anyMatch(changed::contains);
    }
}
