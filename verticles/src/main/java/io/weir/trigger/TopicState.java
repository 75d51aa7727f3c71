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

    /** Whether no answer is waited for. */
    default boolean opened() {
        return !(this instanceof Asking || this instanceof Moving);
    }

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

    /** Those that bring events: of which it is known that they are open. */
    default List<Opening> open() {
        List<Opening> all = openings();
        return opened() ? all : all.subList(0, all.size() - 1);
    }

    /** The one of them with a number; null when there is none. */
    default @Nullable Opening opening(long number) {
        Opening newest = newest();
        if (newest != null && newest.number() == number) {
            return newest;
        }
        Opening oldest = oldest();
        return oldest != null && oldest.number() == number ? oldest : null;
    }

    /** Both, the older first. */
    default List<Opening> openings() {
        return Stream.of(Optional.ofNullable(oldest()), Optional.ofNullable(newest()))
                .flatMap(Optional::stream)
                .toList();
    }
}
