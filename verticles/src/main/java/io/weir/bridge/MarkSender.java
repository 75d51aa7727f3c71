package io.weir.bridge;

/** Puts marks behind every event that the broker has for this bridge. */
public interface MarkSender {

    /**
     * Sends a mark on its way, eight bytes, into each of the bridge's queues; one whose sender is closed never arrives. May
     * block.
     *
     * @return how many were sent, and come
     */
    int send(long number) throws Exception;
}
