package io.weir.trigger;

import io.weir.bus.TopicEvent;
import java.util.function.Consumer;

/**
 * Hands what comes of a bridged topic to its trigger.
 *
 * @param gone takes a trigger for which nothing will come any more
 */
record BridgedEvents(Trigger trigger, Consumer<Trigger> gone) implements BridgedTopic.Listener {

    @Override
    public void onEvent(TopicEvent event) {
        trigger.onEvent(ReceivedEvent.of(event.payload()));
    }

    @Override
    public void onInterrupted() {
        trigger.onProviderLost();
    }

    @Override
    public void onMissed() {
        trigger.onEventsMissed();
    }

    @Override
    public void onLost() {
        gone.accept(trigger);
    }
}
