package io.weir.bridge;

/**
 * What a client reads when the broker did not do what it should: the provider's name, never an address or the broker's
 * own words.
 */
public record ProviderWords(String provider) {

    /** There is no connection now. */
    public String notConnected() {
        return say("is not connected; try again");
    }

    /** The broker is there and takes nothing. */
    public String blocked() {
        return say("takes no events now, it is short of memory or disk; try again");
    }

    /** Too much waits for its answer already. */
    public String overloaded() {
        return say("has too many events waiting; try again");
    }

    /** It said no, without a reason. */
    public String refused() {
        return say("refused the event");
    }

    /** It took too long to say that it has the event. */
    public String unconfirmed() {
        return say("did not confirm the event in time");
    }

    /** Someone may have the request; nobody answered. */
    public String noReply() {
        return say("gave no reply in time");
    }

    /** Nobody has the request. */
    public String noResponder() {
        return say("has no one who answers on this topic");
    }

    /** Opened and closed at once. */
    public String topicClosed() {
        return say("was told to close this topic while it opened");
    }

    /** These credentials may not use the topic. */
    public String topicForbidden() {
        return say("does not allow this topic");
    }

    /** Events may be missing. */
    public String queueLost() {
        return say("has lost the queue that kept events for the log, or its bindings");
    }

    /** What is to keep events cannot be had. */
    public String queueRefused() {
        return say("does not let Weir have the queue that keeps events for the log");
    }

    /** In one broker's own words: what follows the provider's name. */
    public String say(String what) {
        return "provider \"" + provider + "\" " + what;
    }
}
