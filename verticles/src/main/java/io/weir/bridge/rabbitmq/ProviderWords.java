package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.AMQP;

/**
 * What a client reads when the broker did not do what it should: the provider's name, never an address or the broker's
 * own words.
 */
record ProviderWords(String provider) {

    String notConnected() {
        return say("is not connected; try again");
    }

    String blocked() {
        return say("takes no events now, it is short of memory or disk; try again");
    }

    String overloaded() {
        return say("has too many events waiting; try again");
    }

    String refused() {
        return say("refused the event");
    }

    String unconfirmed() {
        return say("did not confirm the event in time");
    }

    String noReply() {
        return say("gave no reply in time");
    }

    String noResponder() {
        return say("has no one who answers on this topic");
    }

    String topicClosed() {
        return say("was told to close this topic while it opened");
    }

    String queueLost() {
        return say("has lost the queue that kept events for the log, or its bindings");
    }

    String queueRefused() {
        return say("does not let Weir have the queue that keeps events for the log");
    }

    /** The broker closed the channel: what the reply code means to someone who asked for something. */
    String of(BrokerFailure failure) {
        return switch (failure.code()) {
            case AMQP.ACCESS_REFUSED -> say("does not allow this topic");
            case AMQP.NOT_FOUND -> say("lost its exchange; try again");
            case AMQP.PRECONDITION_FAILED -> say("refused the event: it does not meet the broker's limits");
            default -> notConnected();
        };
    }

    private String say(String what) {
        return "provider \"" + provider + "\" " + what;
    }
}
