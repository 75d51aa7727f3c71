package io.weir.execution;

import io.weir.bus.EventCursor;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import java.util.Optional;

/** The argument of a field that says behind which event its stream begins. */
final class ResumeArgument {

    private ResumeArgument() {}

    /**
     * The place that a request's argument says.
     *
     * @param ids how the stream's places are written
     * @return empty when it says none
     * @throws RequestErrors when it says what is no place of this stream
     */
    static Optional<EventCursor> read(StreamRoot root, Optional<StreamIds> ids) throws RequestErrors {
        if (root.source().resumeArgument().isEmpty() || ids.isEmpty()) {
            return Optional.empty();
        }
        String argument = root.source().resumeArgument().get();
        try {
            Optional<String> text = LastEventId.of(root.arguments().get(argument));
            Optional<EventCursor> place = text.flatMap(ids.get()::read);
            if (text.isPresent() && place.isEmpty()) {
                throw new IllegalArgumentException("it is none that this field gave");
            }
            return place;
        } catch (IllegalArgumentException e) {
            throw new RequestErrors(RequestError.of(
                    "the argument \"%s\" of \"%s\" is no event id: %s"
                            .formatted(argument, root.fetch().field(), e.getMessage()),
                    RequestError.BAD_USER_INPUT));
        }
    }
}
