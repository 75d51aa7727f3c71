package io.weir.gate.ledger;

import java.time.Duration;
import javax.crypto.SecretKey;

/**
 * A key that tokens are sealed with.
 *
 * @param id its number; newer ones have greater numbers
 * @param age how old it is, by the store's clock
 */
public record SealKey(int id, SecretKey secret, Duration age) {

    /** It is a secret. */
    @Override
    public String toString() {
        return "SealKey[" + id + ", " + age + "]";
    }
}
