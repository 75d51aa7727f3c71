package io.weir.graph;

import io.weir.template.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value that a filter compares with. */
public sealed interface FilterValue {

    /** Adds what it stands for under these arguments. */
    void addTo(List<ComparableScalar> wanted, Map<String, @Nullable Object> arguments);

    /** What it depends on. */
    default Stream<Template.Part.Placeholder> placeholders() {
        return Stream.of();
    }

    /** Stands for itself. */
    record Literal(@Nullable Object value) implements FilterValue {
        @Override
        public void addTo(List<ComparableScalar> wanted, Map<String, @Nullable Object> arguments) {
            ComparableScalar.of(value).ifPresent(wanted::add);
        }
    }

    /** One placeholder and nothing else: the argument's value; each element of it when it is a list. */
    record Argument(Template.Part.Placeholder argument) implements FilterValue {
        @Override
        public Stream<Template.Part.Placeholder> placeholders() {
            return Stream.of(argument);
        }

        @Override
        public void addTo(List<ComparableScalar> wanted, Map<String, @Nullable Object> arguments) {
            Object value = Template.value(argument, arguments);
            if (value instanceof List<?> list) {
                list.forEach(element -> ComparableScalar.of(element).ifPresent(wanted::add));
            } else {
                ComparableScalar.of(value).ifPresent(wanted::add);
            }
        }
    }

    /** Text with placeholders in it. */
    record Text(Template template) implements FilterValue {
        @Override
        public Stream<Template.Part.Placeholder> placeholders() {
            return template.placeholders().stream();
        }

        @Override
        public void addTo(List<ComparableScalar> wanted, Map<String, @Nullable Object> arguments) {
            StringBuilder text = new StringBuilder();
            for (Template.Part part : template.parts()) {
                if (part instanceof Template.Part.Text literal) {
                    text.append(literal.text());
                } else if (part instanceof Template.Part.Placeholder argument) {
                    text.append(Template.value(argument, arguments));
                }
            }
            ComparableScalar.of(text.toString()).ifPresent(wanted::add);
        }
    }
}
