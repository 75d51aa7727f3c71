package io.weir.cluster.hazelcast;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the cluster is called on the wire. The name is all that Hazelcast's open-source edition compares before it takes a
 * member, so that it has what only those make who know the secret; it travels in the clear.
 */
final class ClusterName {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private ClusterName() {}

    /** The name itself where there is no secret. */
    static String of(String name, Optional<String> secret) {
        return secret.map(known -> name + "-" + derived(name, known)).orElse(name);
    }

    private static String derived(String name, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] whole = mac.doFinal(("weir cluster " + name).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, missing);
        }
    }
}
