package io.weir.bus;

/** A message between stages: immutable, so that local delivery hands the same object over. */
public sealed interface BusMessage
        permits TopicEvent,
                OpenTopic,
                CloseTopic,
                TopicOpened,
                ProviderState,
                PublishEvent,
                PublishOutcome,
                RequestEvent,
                EventReply,
                JoinTrigger,
                TriggerJoined,
                JoinRefused,
                LeaveTrigger,
                GroupResult,
                Checkpoint,
                TopicLost,
                GraphReplaced,
                StartAction,
                ActionReport,
                ActionRefused,
                ReadActions,
                ActionReports,
                ChangeAction,
                ActionsSettled {}
