package io.weir.trigger;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a {@link BridgedTopic} stands with the bridges. */
sealed interface TopicState {

    /** Nothing is open; this was asked for. */
    record Asking(Opening at) implements TopicState {}

    /** Nothing is open; it will be tried again. */
    record Waiting() implements TopicState {}

    record Open(Opening at) implements TopicState {}

    /** One is open, another was asked for. */
    record Moving(Opening from, Opening to) implements TopicState {}

    /** Both are open, and the first was asked to close. */
    record Switching(Opening from, Opening to) implements TopicState {}

    record Closed() implements TopicState {}

    /** The opening that was asked for last. */
    default @Nullable Opening newest() {
        if (this instanceof Asking asking) {
            return asking.at;
        }
        if (this instanceof Open open) {
            return open.at;
        }
        if (this instanceof Moving moving) {
            return moving.to;
        }
        return this instanceof Switching switching ? switching.to : null;
    }

    /** The one before it, while both are open. */
    default @Nullable Opening oldest() {
        if (this instanceof Moving moving) {
            return moving.from;
        }
        return this instanceof Switching switching ? switching.from : null;
    }

    /** Both, the older first. */
    default List<Opening> openings() {
        return Stream.of(Optional.ofNullable(oldest()), Optional.ofNullable(newest()))
                .flatMap(Optional::stream)
                .toList();
    }
}
