package io.weir.bridge;

/** Puts marks behind every event that the broker has for this bridge. */
public interface MarkSender {

    /** Sends a mark on its way, eight bytes; one whose sender is closed never arrives. May block. */
    void send(long number) throws Exception;
}
