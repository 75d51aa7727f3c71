package io.weir.load.socket;

/** What one connection does with its bytes. Called on the thread of its {@link SocketLoop} only. */
public interface SocketHandler {

    /** The connection is open. */
    void onConnected(LoopSocket socket);

    /**
     * Bytes have arrived at the start of {@code bytes}, which belongs to the loop and is reused after the call.
     *
     * @param length how many are there: what an earlier call left over, then the new ones
     * @return how many were used; the others come again, with more behind them
     */
    int onBytes(LoopSocket socket, byte[] bytes, int length);

    /** The connection is gone, or never came to be; the last call. */
    void onClosed(String reason);
}
