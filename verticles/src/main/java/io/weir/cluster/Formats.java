package io.weir.cluster;

import io.weir.bus.NodePresence;
import io.weir.bus.Service;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which messages two nodes must have in one version, so that one may ask something of the other. */
final class Formats {

    private static final Map<Service, Set<String>> EXCHANGED = new EnumMap<>(Map.of(
            Service.TRIGGERS,
            Set.of("JoinTrigger", "LeaveTrigger", "TriggerJoined", "JoinRefused", "TriggerPage", "GroupResult"),
            Service.BRIDGE,
            Set.of(
                    "OpenTopic",
                    "TopicOpened",
                    "CloseTopic",
                    "RoutedEvent",
                    "TopicClosed",
                    "TopicLost",
                    "PublishEvent",
                    "PublishOutcome",
                    "RequestEvent",
                    "EventReply",
                    "LogTopics",
                    "LogTopicsBound"),
            Service.ACTIONS,
            Set.of("StartAction", "ReadActions", "ChangeAction", "ActionReport", "ActionReports", "ActionRefused"),
            Service.GATES,
            Set.of(
                    "AwaitSystems",
                    "AwaitToken",
                    "GateReport",
                    "SealToken",
                    "TokenSealed",
                    "TokenRefused",
                    "TakeReports"),
            Service.LOG,
            Set.of("AppendEvents", "EventsAppended", "FindPosition", "LogPosition", "ReadLog", "LogPage", "LogGap")));

    private Formats() {}

    /** Whether one node understands what another sends it when it asks for something, and the other way round. */
    static boolean understand(Service service, NodePresence one, NodePresence other) {
        return one.formats().equals(other.formats())
                || EXCHANGED.getOrDefault(service, Set.of()).stream().allMatch(message -> same(message, one, other));
    }

    /** The messages that two nodes have in different versions: what each has, by the message's name. */
    static Map<String, String> differences(NodePresence one, NodePresence other) {
        Map<String, String> differences = new TreeMap<>();
        Set<String> names = new TreeSet<>(one.formats().keySet());
        names.addAll(other.formats().keySet());
        for (String message : names) {
            if (!same(message, one, other)) {
                differences.put(message, version(message, one) + " here, " + version(message, other) + " there");
            }
        }
        return differences;
    }

    private static boolean same(String message, NodePresence one, NodePresence other) {
        return version(message, one).equals(version(message, other));
    }

    private static String version(String message, NodePresence node) {
        return node.formats().getOrDefault(message, "none");
    }
}
