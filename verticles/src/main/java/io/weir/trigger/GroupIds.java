package io.weir.trigger;

import java.security.SecureRandom;

/**
 * Ids that no other trigger instance of the cluster gives: 31 random bits for the instance, then a counter. A result
 * sent to a transport for a group it does not know is ignored there, so that even equal random bits do no harm beyond
 * their two instances.
 */
final class GroupIds {

    private static final int COUNTER_BITS = 32;

    private final long instance = (long) (new SecureRandom().nextInt() & Integer.MAX_VALUE) << COUNTER_BITS;
    private long last;

    long next() {
        return instance + ++last;
    }
}
