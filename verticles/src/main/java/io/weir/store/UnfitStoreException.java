package io.weir.store;

import java.io.IOException;

/** The store cannot be worked with as it is, and will not be another one by itself; the message says what to do. */
public class UnfitStoreException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what to do, for operators. */
    public UnfitStoreException(String message) {
        super(message);
    }
}
