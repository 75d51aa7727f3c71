package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One message or more of every type, by the name of the golden file that holds its bytes. */
final class SampleMessages {

    static final Map<String, BusMessage> ALL = new LinkedHashMap<>();

    static {
        EventAttributes attributes = new EventAttributes("e-1", "/hr", "employee.changed", 258);
        Buffer payload = Buffer.buffer("{\"__typename\":\"Employee\",\"id\":1}");

        ALL.put(
                "RoutedEvent",
                new RoutedEvent(
                        0x0102030405060708L, 258, new TopicEvent("rabbit", "employeeUpdated.1", attributes, payload)));
        ALL.put(
                "RoutedEvent-bare",
                new RoutedEvent(1, 2, new TopicEvent("rabbit", "größe.東京", EventAttributes.NONE, Buffer.buffer())));
        TopicRoute route = new TopicRoute("weir:trigger.events.0@n1", 0x0102030405060708L);
        ALL.put("OpenTopic", new OpenTopic("rabbit", "employeeUpdated.1", route, false));
        ALL.put("OpenTopic-behind", new OpenTopic("rabbit", "employeeUpdated.1", route, true));
        ALL.put("CloseTopic", new CloseTopic("rabbit", "employeeUpdated.1", route));
        ALL.put("TopicClosed", new TopicClosed("n1", "rabbit", "a.1", 0x0102030405060708L, 258));
        ALL.put("TopicLost", new TopicLost("rabbit", "a.1", 0x0102030405060708L));
        ALL.put("Checkpoint", new Checkpoint(258));
        ALL.put("GraphReplaced", new GraphReplaced(2));
        ALL.put("TopicOpened", new TopicOpened("rabbit", "employeeUpdated.1"));
        ALL.put("ProviderState-lost", new ProviderState("n-1", "rabbit", false));
        ALL.put("ProviderState-found", new ProviderState("n-1", "rabbit", true));
        ALL.put(
                "NodePresence",
                new NodePresence(
                        "n-1",
                        "weir-0",
                        "0.1.0",
                        NodePresence.Phase.READY,
                        Set.of(Service.TRIGGERS, Service.BRIDGE),
                        2,
                        Set.of("rabbit", "nats"),
                        Map.of("RoutedEvent", "2", "OpenTopic", "1")));
        ALL.put(
                "NodePresence-left",
                new NodePresence("n-1", "", "0.1.0", NodePresence.Phase.LEFT, Set.of(), 0, Set.of(), Map.of()));
        ALL.put("PublishEvent", new PublishEvent("rabbit", "employeeUpdated.1", attributes, payload));
        ALL.put("PublishOutcome-accepted", new PublishOutcome(true, ""));
        ALL.put("PublishOutcome-refused", new PublishOutcome(false, "provider \"rabbit\" is not connected"));
        ALL.put(
                "RequestEvent",
                new RequestEvent(
                        "rabbit", "getEmployee.1", Map.of("attempt", "2"), Buffer.buffer("{\"id\":1}"), 5_000));
        ALL.put("EventReply", new EventReply(payload, 404));
        Map<String, String> headers = Map.of("x-tenant", "t", "authorization", "Bearer a");
        ALL.put("JoinTrigger", join("OnEmployee", headers, null, null));
        ALL.put("JoinTrigger-unnamed", join(null, Map.of(), null, null));
        ALL.put("JoinTrigger-after", join(null, Map.of(), "again", EventCursor.at(0x0102030405060708L, 772)));
        ALL.put("JoinTrigger-after-id", join(null, Map.of(), null, EventCursor.behind("e-5")));
        List<StreamResult> results = List.of(
                new StreamResult(771, "e-5", Buffer.buffer("{\"data\":1}")),
                new StreamResult(772, null, Buffer.buffer("{\"data\":2}")));
        ALL.put("TriggerJoined", TriggerJoined.live(0x0102030405060708L, 258));
        ALL.put("TriggerJoined-resumed", new TriggerJoined(7, 258, results, 0x0102030405060708L, 773));
        ALL.put("TriggerPage", new TriggerPage(results, 0x0102030405060708L, 773));
        ALL.put("TriggerPage-empty", new TriggerPage(List.of(), 9, 773));
        ALL.put("JoinRefused", new JoinRefused(Buffer.buffer("[{\"message\":\"no\"}]")));
        ALL.put("LeaveTrigger", new LeaveTrigger(7, 42, "weir:transport.t-1"));
        ALL.put("GroupResult-next", GroupResult.next(7, 258, Buffer.buffer("{\"data\":null}")));
        ALL.put("GroupResult-complete", GroupResult.complete(7, 258, 256));
        ALL.put(
                "GroupResult-next-logged",
                new GroupResult(7, 259, 258, GroupResult.Kind.NEXT, Buffer.buffer("{\"data\":1}"), 771, "e-5"));
        ALL.put(
                "GroupResult-position",
                new GroupResult(7, 260, 259, GroupResult.Kind.POSITION, Buffer.buffer(), 0x0102030405060708L, null));
        ALL.put(
                "GroupResult-behind",
                new GroupResult(7, 261, 260, GroupResult.Kind.BEHIND, Buffer.buffer(), 772, null));

        List<LoggedEvent> logged = List.of(
                new LoggedEvent("rabbit", "employeeUpdated.1", 771, "e-5", 258, payload),
                new LoggedEvent("default", "größe.東京", 0x0102030405060708L, null, Buffer.buffer()));
        ALL.put(
                "AppendEvents",
                new AppendEvents(List.of(
                        new TopicEvent("rabbit", "employeeUpdated.1", attributes, payload),
                        new TopicEvent("default", "größe.東京", EventAttributes.NONE, Buffer.buffer()))));
        ALL.put("EventsAppended", new EventsAppended(258));
        ALL.put("LogAdvanced", new LogAdvanced(9, 770, 0x0102030405060708L, logged));
        ALL.put("LogAdvanced-none", new LogAdvanced(9, 770, 772, List.of()));
        ALL.put("FindPosition", new FindPosition("rabbit", "employeeUpdated.1", EventCursor.at(9, 771)));
        ALL.put("FindPosition-id", new FindPosition("rabbit", "employeeUpdated.1", EventCursor.behind("e-5")));
        ALL.put("FindPosition-end", new FindPosition("rabbit", "employeeUpdated.1", null));
        ALL.put("LogPosition", new LogPosition(9, 0x0102030405060708L));
        ALL.put("LogGap", new LogGap(9, 770, "e-4", 772));
        ALL.put("LogGap-unnamed", new LogGap(9, 770, null, 772));
        ALL.put("ReadLog", new ReadLog("rabbit", "employeeUpdated.1", 9, 770, 258));
        ALL.put("LogPage", new LogPage(logged, 0x0102030405060708L, false));
        ALL.put("LogPage-last", new LogPage(List.of(), 772, true));
        ALL.put(
                "LogTopics",
                new LogTopics(
                        "rabbit",
                        "weir.log.9",
                        true,
                        604_800_000,
                        List.of("employeeUpdated.*", "größe.#"),
                        List.of("old.*")));
        ALL.put("LogTopics-again", new LogTopics("rabbit", "weir.log.9", false, 1_000, List.of(), List.of()));
        ALL.put("LogTopicsBound", new LogTopicsBound("rabbit"));

        ActionOperation operation = new ActionOperation(
                "mutation M($n: String!) { user: createUser(name: $n) { actionId } }",
                "M",
                Buffer.buffer("{\"n\":\"Ramesh\"}"),
                "user");
        Buffer arguments = Buffer.buffer("{\"name\":\"Ramesh\"}");
        ALL.put(
                "StartAction",
                new StartAction(
                        "createUser",
                        arguments,
                        true,
                        true,
                        "ann",
                        "k-1",
                        Map.of("x-tenant", "t"),
                        operation,
                        250L,
                        "crm",
                        Buffer.buffer("{\"name\":\"ramesh\"}")));
        ALL.put(
                "StartAction-ephemeral",
                new StartAction("createUser", arguments, false, false, "", null, Map.of(), null, null, null, null));
        ActionFailure failure = new ActionFailure(
                "ACTION_FAILED",
                "the handler answered 503",
                503,
                Buffer.buffer("{\"detail\":\"later\"}"),
                List.of("a", "b"),
                true,
                3,
                1_500);
        ActionReport completed = new ActionReport(
                "0192",
                "createUser",
                ActionState.COMPLETED,
                1_700_000_000_000L,
                1_700_000_000_258L,
                2,
                Buffer.buffer("{\"userId\":7}"),
                null,
                true,
                operation,
                Buffer.buffer("[]"));
        ActionReport failed =
                new ActionReport("0193", "createUser", ActionState.FAILED, 1, 2, 3, null, failure, false, null, null);
        ALL.put("ActionReport-completed", completed);
        ALL.put("ActionReport-failed", failed);
        ALL.put("ActionRefused", new ActionRefused(ActionFailure.of("NOT_FOUND", "there is no such action")));
        ALL.put("ReadActions", new ReadActions(List.of("0192", "x"), "ann", true));
        ALL.put("ActionReports", new ActionReports(List.of(completed, failed)));
        ALL.put("ActionReports-none", new ActionReports(List.of()));
        ALL.put("ChangeAction-cancel", new ChangeAction("0192", "ann", ChangeAction.Change.CANCEL));
        ALL.put("ChangeAction-retry", new ChangeAction("0192", "", ChangeAction.Change.RETRY));
        ALL.put("ActionsSettled", new ActionsSettled(List.of("0192", "0193")));

        List<SystemTarget> targets = List.of(
                new SystemTarget.Applied("search", "0192", "Order:7", 12),
                new SystemTarget.Applied("cache", null, "Order:größe", 258),
                new SystemTarget.Applied("mail", "0192", null, 0),
                new SystemTarget.Answered("crm", List.of("7", "größe")),
                new SystemTarget.Replayed("replica", 0x0102030405060708L, 1, 772),
                new SystemTarget.Handled("projection", 9, 773));
        GateReport gate = new GateReport(
                List.of(
                        new SystemOutcome("search", SystemOutcome.Outcome.REACHED, 3),
                        new SystemOutcome("crm", SystemOutcome.Outcome.TIMED_OUT, 5_000),
                        new SystemOutcome("replica", SystemOutcome.Outcome.STALLED, 258),
                        new SystemOutcome("mail", SystemOutcome.Outcome.NOT_APPLICABLE, 0)),
                targets,
                EventCursor.at(0x0102030405060708L, 772));
        Buffer id = Buffer.buffer("{\"id\":7}");
        Written write = new Written("0192", "Order", id, Buffer.buffer("{\"id\":7,\"version\":12}"));
        Written told = new Written(null, null, Buffer.buffer("{}"), id);
        ALL.put("AwaitSystems", new AwaitSystems(List.of("search", "crm"), List.of(), write, 5_000));
        ALL.put("AwaitSystems-again", new AwaitSystems(List.of(), targets, null, 258));
        ALL.put("AwaitSystems-event", new AwaitSystems(List.of("search"), List.of(), told, 1));
        ALL.put("AwaitToken", new AwaitToken(List.of("cz1.a", "cz1.b"), "search", 5_000));
        ALL.put("AwaitToken-client", new AwaitToken(List.of("cz1.a"), null, 0));
        ALL.put("GateReport", gate);
        ALL.put("GateReport-open", GateReport.OPEN);
        ALL.put("SealToken", new SealToken(List.of("cz1.a"), targets, true));
        ALL.put("SealToken-empty", new SealToken(List.of(), List.of(), false));
        ALL.put("TokenSealed", new TokenSealed("cz1.a"));
        ALL.put("TokenRefused", new TokenRefused("the token has expired"));
        ALL.put("TakeReports", new TakeReports(Buffer.buffer("{\"system\":\"search\",\"actionId\":\"0192\"}")));
        ALL.put("ReportsTaken", new ReportsTaken(258));
        ALL.put("ReportsRefused", new ReportsRefused("there is no system \"x\"", true));
        ALL.put("ReportsRefused-malformed", new ReportsRefused("it is not JSON", false));
        ALL.put(
                "SystemsAdvanced",
                new SystemsAdvanced(List.of(
                        new SystemsAdvanced.Advance("search", "Order:7", 12),
                        new SystemsAdvanced.Advance("cache", "größe", 258))));
        ALL.put("FindLogEnd", new FindLogEnd(List.of("orders.*", "rabbit:größe")));
        ALL.put(
                "ReadHistory",
                new ReadHistory(List.of("model.Order.created", "rabbit:größe"), "größe 7", 0x0102030405060708L, 258));
        ALL.put("ReadHistory-none", new ReadHistory(List.of(), "", 0, 1));
        ALL.put("ModelsWritten", new ModelsWritten());
        ALL.put("FindLogEnd-all", new FindLogEnd(List.of()));
        ALL.put(
                "ActionReport-gated",
                new ActionReport(
                        "0194",
                        "createUser",
                        ActionState.IN_PROGRESS,
                        1,
                        0,
                        1,
                        Buffer.buffer("{\"userId\":7}"),
                        null,
                        false,
                        null,
                        null,
                        gate));
        deliveries();
    }

    private SampleMessages() {}

    private static void deliveries() {
        Buffer event = Buffer.buffer("{\"id\":7}");
        Buffer failure = Buffer.buffer("{\"code\":\"TIMEOUT\"}");
        ALL.put(
                "ReadDeliveries",
                new ReadDeliveries(
                        List.of("msg_1", "msg_2"), "charge", DeliveryState.DEAD, "Order:größe", 258, 100, true, true));
        ALL.put("ReadDeliveries-all", new ReadDeliveries(List.of(), null, null, null, 0, 1, false, false));
        DeliveryReport pending = new DeliveryReport(
                258,
                "msg_1",
                "charge",
                "default",
                "model.Order.created",
                771,
                "orderCreated",
                "Order:7",
                DeliveryState.PENDING,
                "TARGET",
                0,
                Buffer.buffer("[]"),
                null,
                5_000,
                4_000,
                0,
                1,
                8,
                0,
                null,
                null,
                null);
        DeliveryReport delivered = new DeliveryReport(
                259,
                "msg_2",
                "charge",
                "rabbit",
                "a",
                772,
                "a",
                "a",
                DeliveryState.DELIVERED,
                "THEN",
                1,
                Buffer.buffer("[1]"),
                null,
                5_000,
                4_000,
                6_000,
                0,
                8,
                9,
                event,
                event,
                event);
        DeliveryReport failed = new DeliveryReport(
                260,
                "msg_3",
                "charge",
                "rabbit",
                "a",
                773,
                "a",
                "a",
                DeliveryState.FAILED,
                "ON_FAILURE",
                2,
                Buffer.buffer("[1]"),
                failure,
                1,
                2,
                3,
                0,
                8,
                9,
                null,
                null,
                null);
        DeliveryReport dead = new DeliveryReport(
                261,
                "msg_4",
                "charge",
                "rabbit",
                "",
                774,
                "",
                "",
                DeliveryState.DEAD,
                "TARGET",
                10,
                Buffer.buffer("[]"),
                failure,
                1,
                2,
                3,
                16,
                0,
                0,
                null,
                null,
                null);
        ALL.put("DeliveryReports", new DeliveryReports(List.of(pending, delivered, failed, dead)));
        ALL.put("DeliveryReports-none", new DeliveryReports(List.of()));
        ALL.put("ReadSubscriptions", new ReadSubscriptions(List.of("charge")));
        ALL.put("ReadSubscriptions-all", new ReadSubscriptions(List.of()));
        ALL.put(
                "SubscriptionReports",
                new SubscriptionReports(List.of(
                        new SubscriptionReport("charge", true, true, 4_000, null, "n-1", 771, 3, 2, 1, 500),
                        new SubscriptionReport("crm", false, false, 5_000, "410", null, 772, -1, 258, 0, 0))));
        ALL.put(
                "ChangeDeliveries-redeliver",
                new ChangeDeliveries(ChangeDeliveries.Change.REDELIVER, List.of("msg_1"), null));
        ALL.put("ChangeDeliveries-discard", new ChangeDeliveries(ChangeDeliveries.Change.DISCARD, List.of(), "charge"));
        ALL.put("DeliveriesChanged", new DeliveriesChanged(258));
        ALL.put("ChangeSubscription-enable", new ChangeSubscription("charge", true));
        ALL.put("ChangeSubscription-disable", new ChangeSubscription("größe", false));
        ALL.put("SubscriptionsChanged", new SubscriptionsChanged(List.of("charge", "crm")));
    }

    private static JoinTrigger join(
            String operationName, Map<String, String> headers, String responseKey, EventCursor after) {
        return new JoinTrigger(
                42,
                "weir:transport.t-1",
                "default",
                "employeeUpdated.1",
                "subscription OnEmployee { employeeUpdated(id: 1) { id } }",
                operationName,
                Buffer.buffer("{}"),
                "anyone",
                headers,
                responseKey,
                after);
    }
}
