package io.weir.graph;

import io.weir.graph.model.filter.ModelEventFilter;
import io.weir.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The condition of {@code @subscriptionFilter}, or of the argument {@code filter} of a model's events. {@link #bind} once per group of subscribers, then test each event
 * before any fetch.
 */
public sealed interface EventFilter {

    /** The condition for these arguments: takes an event's payload, says whether it reaches the subscriber. */
    Predicate<Object> bind(Map<String, @Nullable Object> arguments);

    /** What it depends on. */
    Stream<Template.Part.Placeholder> placeholders();

    /**
     * What an argument says of a model's events.
     *
     * @param argument its name
     */
    record OfModel(String argument, ModelEventFilter filter) implements EventFilter {
        @Override
        public Predicate<Object> bind(Map<String, @Nullable Object> arguments) {
            return filter.bind(arguments.get(argument));
        }

        @Override
        public Stream<Template.Part.Placeholder> placeholders() {
            return Stream.of(new Template.Part.Placeholder(Template.Scope.ARGS, List.of(argument)));
        }
    }

    /** All of them hold. */
    record And(List<EventFilter> conditions) implements EventFilter {
        @Override
        public Predicate<Object> bind(Map<String, @Nullable Object> arguments) {
            List<Predicate<Object>> bound =
                    conditions.stream().map(c -> c.bind(arguments)).toList();
            return event -> bound.stream().allMatch(condition -> condition.test(event));
        }

        @Override
        public Stream<Template.Part.Placeholder> placeholders() {
            return conditions.stream().flatMap(EventFilter::placeholders);
        }
    }

    /** At least one of them holds. */
    record Or(List<EventFilter> conditions) implements EventFilter {
        @Override
        public Predicate<Object> bind(Map<String, @Nullable Object> arguments) {
            List<Predicate<Object>> bound =
                    conditions.stream().map(c -> c.bind(arguments)).toList();
            return event -> bound.stream().anyMatch(condition -> condition.test(event));
        }

        @Override
        public Stream<Template.Part.Placeholder> placeholders() {
            return conditions.stream().flatMap(EventFilter::placeholders);
        }
    }

    /** It does not hold. */
    record Not(EventFilter condition) implements EventFilter {
        @Override
        public Predicate<Object> bind(Map<String, @Nullable Object> arguments) {
            return condition.bind(arguments).negate();
        }

        @Override
        public Stream<Template.Part.Placeholder> placeholders() {
            return condition.placeholders();
        }
    }

    /**
     * The event's field has one of the values; where lists are on the way, one of their elements has.
     *
     * @param path the field, from the event's top
     * @param values literal values, and templates over the arguments
     */
    record In(List<String> path, List<FilterValue> values) implements EventFilter {
        @Override
        public Predicate<Object> bind(Map<String, @Nullable Object> arguments) {
            List<ComparableScalar> wanted = new ArrayList<>();
            values.forEach(value -> value.addTo(wanted, arguments));
            Set<ComparableScalar> any = Set.copyOf(wanted);
            return event -> holds(event, 0, any);
        }

        @Override
        public Stream<Template.Part.Placeholder> placeholders() {
            return values.stream().flatMap(FilterValue::placeholders);
        }

        private boolean holds(@Nullable Object value, int depth, Set<ComparableScalar> wanted) {
            if (value instanceof List<?> list) {
                return list.stream().anyMatch(element -> holds(element, depth, wanted));
            }
            if (depth < path.size()) {
                return value instanceof Map<?, ?> map
                        ? holds(map.get(path.get(depth)), depth + 1, wanted)
                        : holds(null, path.size(), wanted);
            }
            return ComparableScalar.of(value).map(wanted::contains).orElse(false);
        }
    }
}
