package io.weir.operator;

import graphql.schema.DataFetchingEnvironment;
import io.vertx.core.Future;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.ChangeSubscription;
import io.weir.bus.DeliveriesChanged;
import io.weir.bus.DeliveryReports;
import io.weir.bus.DeliveryState;
import io.weir.bus.LogPage;
import io.weir.bus.LoggedEvent;
import io.weir.bus.ReadDeliveries;
import io.weir.bus.ReadHistory;
import io.weir.bus.ReadSubscriptions;
import io.weir.bus.SubscriptionReports;
import io.weir.error.ErrorCode;
import io.weir.flow.Loop;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of the operators' graph. Fails with {@link OperatorException}. Thread-safe. */
final class Questions {

    private static final int MOST = 1000;
    /** One payload may be large. */
    private static final int MOST_WITH_PAYLOADS = 100;

    private final Roles roles;
    private final Supplier<Models> models;

    Questions(Roles roles, Supplier<Models> models) {
        this.roles = roles;
        this.models = models;
    }

    Future<?> subscriptions(DataFetchingEnvironment asked) {
        return roles.deliveries(new ReadSubscriptions(texts(asked, "names")), SubscriptionReports.class)
                .map(reports ->
                        reports.reports().stream().map(Shown::subscription).toList());
    }

    Future<?> deliveries(DataFetchingEnvironment asked) {
        String state = asked.getArgument("state");
        return read(asked, texts(asked, "ids"), state == null ? null : DeliveryState.valueOf(state), true);
    }

    Future<?> deadLetters(DataFetchingEnvironment asked) {
        return read(asked, List.of(), DeliveryState.DEAD, false);
    }

    private Future<?> read(
            DataFetchingEnvironment asked, List<String> ids, @Nullable DeliveryState state, boolean newestFirst) {
        boolean payloads = asked.getSelectionSet().containsAnyOf("payload", "data", "response");
        ReadDeliveries read = new ReadDeliveries(
                ids,
                asked.getArgument("subscription"),
                state,
                asked.getArgument("key"),
                after(asked),
                first(asked, payloads ? MOST_WITH_PAYLOADS : MOST),
                newestFirst,
                payloads);
        return roles.deliveries(read, DeliveryReports.class)
                .map(reports -> reports.reports().stream().map(Shown::delivery).toList());
    }

    Future<?> history(DataFetchingEnvironment asked) {
        String type = Objects.requireNonNull(asked.getArgument("type"));
        Model model = models.get().all().get(type);
        if (model == null) {
            throw wrong("there is no model \"%s\", only %s"
                    .formatted(type, models.get().all().keySet()));
        }
        List<String> topics =
                Arrays.stream(Model.Change.values()).map(model::topic).toList();
        String id = Objects.requireNonNull(asked.getArgument("id"));
        return pages(new ReadHistory(topics, id, after(asked), first(asked, MOST)))
                .map(events -> events.stream().map(Shown::change).toList());
    }

    /** The log keeps its answers small. */
    private Future<List<LoggedEvent>> pages(ReadHistory read) {
        List<LoggedEvent> events = new ArrayList<>();
        return Loop.until(
                        page -> page.last() || events.size() >= read.limit(),
                        new LogPage(List.of(), read.after(), false),
                        page -> roles.log(rest(read, page, events), LogPage.class)
                                .map(next -> {
                                    events.addAll(next.events());
                                    return next;
                                }))
                .map(done -> events);
    }

    private static ReadHistory rest(ReadHistory read, LogPage page, List<LoggedEvent> events) {
        return new ReadHistory(read.topics(), read.id(), page.through(), read.limit() - events.size());
    }

    Future<?> change(DataFetchingEnvironment asked, ChangeDeliveries.Change change) {
        List<String> ids = texts(asked, "ids");
        boolean all = Boolean.TRUE.equals(asked.getArgument("all"));
        if (ids.isEmpty() != all) {
            throw wrong("give ids, or all: true for all that are dead");
        }
        String subscription = asked.getArgument("subscription");
        return roles.deliveries(new ChangeDeliveries(change, ids, subscription), DeliveriesChanged.class)
                .map(changed -> Map.of("count", changed.count()));
    }

    Future<?> enable(DataFetchingEnvironment asked, boolean enable) {
        String name = Objects.requireNonNull(asked.getArgument("name"));
        return roles.deliveries(new ChangeSubscription(name, enable), SubscriptionReports.class)
                .map(reports -> reports.reports().stream()
                        .findFirst()
                        .map(Shown::subscription)
                        .orElseThrow(() -> new OperatorException(
                                ErrorCode.NOT_FOUND, "there is no subscription \"%s\"".formatted(name))));
    }

    private static List<String> texts(DataFetchingEnvironment asked, String name) {
        List<String> given = asked.getArgument(name);
        return given == null ? List.of() : given;
    }

    private static long after(DataFetchingEnvironment asked) {
        String after = asked.getArgument("after");
        try {
            return after == null ? 0 : Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw wrong("after: \"%s\" is no whole number".formatted(after));
        }
    }

    private static int first(DataFetchingEnvironment asked, int most) {
        int first = Objects.requireNonNull(asked.<Integer>getArgument("first"));
        if (first < 1 || first > most) {
            throw wrong("first: %d is not from 1 to %d".formatted(first, most));
        }
        return first;
    }

    private static OperatorException wrong(String message) {
        return new OperatorException(ErrorCode.BAD_USER_INPUT, message);
    }
}
