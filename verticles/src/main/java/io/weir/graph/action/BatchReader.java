package io.weir.graph.action;

import graphql.language.Directive;
import graphql.language.IntValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import io.weir.config.Problem;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Values;
import io.weir.graph.sdl.Sdl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code @action(batch:)}: which commands go to the handler together. */
final class BatchReader {

    private static final Scalar<Integer> SIZE = Values.integer(2, 500);
    private static final Scalar<Duration> WINDOW = Values.duration(Duration.ofMillis(1), Duration.ofSeconds(1));

    private final List<Problem> problems;

    BatchReader(List<Problem> problems) {
        this.problems = problems;
    }

    Optional<ActionBatch> read(Directive action) {
        if (!(Sdl.argument(action, "batch").orElse(null) instanceof ObjectValue batch)) {
            return Optional.empty();
        }
        Optional<Integer> size =
                Sdl.parse(batch, "@action(batch: {size:})", text(batch, "size"), SIZE::parse, problems);
        Optional<Duration> window =
                Sdl.parse(batch, "@action(batch: {window:})", text(batch, "window"), WINDOW::parse, problems);
        return size.flatMap(s -> window.map(w -> new ActionBatch(s, w)));
    }

    private static Optional<String> text(ObjectValue object, String name) {
        return object.getObjectFields().stream()
                .filter(field -> field.getName().equals(name))
                .map(ObjectField::getValue)
                .map(value -> value instanceof StringValue text
                        ? text.getValue()
                        : value instanceof IntValue number ? number.getValue().toString() : "")
                .findFirst();
    }
}
