package io.weir.graph.model;

import io.weir.graph.model.Model.Change;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SDL that a model gives Weir's own schema: what its events carry, and the subscriptions to them. */
final class EventSdl {

    private final Model model;

    EventSdl(Model model) {
        this.model = model;
    }

    /** The types. What the store made before a column was there lacks it, so only what every model has is never null. */
    String types() {
        return """
                "%1$s as it was at one time. What was stored before a field was added lacks it."
                type %1$sImage {
                %2$s}
                "What happened to %1$s."
                type %1$sEvent {
                  id: ID!
                  "As it is now; null when it is gone."
                  node: %1$s
                  "As it was; null when it was created."
                  before: %1$sImage
                  "As it was then; null when it was deleted."
                  after: %1$sImage
                  "The fields that changed; none when it was created or deleted."
                  changed: [String!]!
                  "The version that it got; the one after its last when it was deleted."
                  version: Int!
                }
                "Which events to get: everything that it says must hold. Decided from the event alone."
                input %1$sEventFilter {
                  AND: [%1$sEventFilter!]
                  OR: [%1$sEventFilter!]
                  NOT: %1$sEventFilter
                  before: %1$sImageFilter
                  after: %1$sImageFilter
                  "Any of these fields changed."
                  changed: [String!]
                }
                """.formatted(model.name(), image());
    }

    private String image() {
        Stream<String> columns = Stream.concat(Model.common(), model.columns().stream())
                .map(column -> column.field() + ": " + type(column));
        Stream<String> references =
                model.references().stream().map(reference -> reference.field() + ": " + reference.target());
        return Stream.concat(columns, references)
                .map(field -> "  " + field + "\n")
                .collect(Collectors.joining());
    }

    private static String type(Column column) {
        String type = column.list() ? "[" + column.typeName() + "!]" : column.typeName();
        return Model.common().anyMatch(column::equals) ? type + "!" : type;
    }

    /** The field of Subscription for one of its topics. */
    String subscription(Change change) {
        return """
                type Subscription {
                  "Every %1$s that is %2$s and for which the filter holds."
                  %3$s(
                    filter: %1$sEventFilter
                    "The id of the last event seen: the stream goes on behind it."
                    lastSeenEventId: ID
                  ): %1$sEvent! @eventsSubscribe(topic: "%4$s", resume: "lastSeenEventId")
                }
                """.formatted(model.name(), change.word(), subscriptionField(change), model.topic(change));
    }

    /** What it is called. */
    String subscriptionField(Change change) {
        String word = change.word();
        return model.singular() + word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
