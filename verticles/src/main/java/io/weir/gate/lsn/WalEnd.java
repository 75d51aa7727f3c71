package io.weir.gate.lsn;

/**
 * The end of a server's write-ahead log: every commit that has returned stands before it.
 *
 * @param cluster the server's system identifier
 * @param timeline that it writes
 * @param inserted the end of the last record
 * @param flushed what is on disk, and so may travel to replicas
 */
record WalEnd(long cluster, int timeline, long inserted, long flushed) {

    private static final int PAGE_HEADER = 24;
    private static final int SEGMENT_HEADER = 40;

    /** Whether the last records stay where they are until someone commits, or the server gets round to it. */
    boolean dangles() {
        return flushed < inserted;
    }

    /**
     * Where the last record ends. PostgreSQL's insert position is where the next one begins; where the last one ends with
     * its page, that is behind the next page's header, which nobody replays before a record comes.
     *
     * @param insert the insert position
     * @param page the size of pages
     * @param segment the size of segments; their first page has a longer header
     */
    static long ofLastRecord(long insert, int page, int segment) {
        if (insert % segment == SEGMENT_HEADER) {
            return insert - SEGMENT_HEADER;
        }
        return insert % page == PAGE_HEADER ? insert - PAGE_HEADER : insert;
    }
}
