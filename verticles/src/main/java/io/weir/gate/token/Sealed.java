package io.weir.gate.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A sealed token: opaque, and authentic. AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits and a tag of 128.
 *
 * <pre>
 *   cz1.  base64url( key id, 4 bytes | nonce, 12 | ciphertext and tag )
 *   └── authentic, not secret ──┘
 * </pre>
 *
 * @param key the id of the key that it is sealed with
 * @param nonce never the same twice for one key
 * @param content ciphertext and tag
 */
record Sealed(int key, byte[] nonce, byte[] content) {

    private static final String PREFIX = "cz1.";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int LEAST = Integer.BYTES + NONCE_BYTES + TAG_BYTES;

    /** Seals what is to be kept from eyes and hands. */
    static Sealed of(int id, SecretKey key, SecureRandom random, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            return new Sealed(
                    id, nonce, cipher(Cipher.ENCRYPT_MODE, id, key, nonce).doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    /** Reads the text form; empty for what is none. Each token has one text only. */
    static Optional<Sealed> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < LEAST) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Sealed sealed = new Sealed(in.getInt(), new byte[NONCE_BYTES], new byte[bytes.length - LEAST + TAG_BYTES]);
        in.get(sealed.nonce).get(sealed.content);
        return sealed.text().equals(text) ? Optional.of(sealed) : Optional.empty();
    }

    /** The text form: letters that need no quoting anywhere. */
    String text() {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + nonce.length + content.length);
        out.putInt(key).put(nonce).put(content);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
    }

    /** What was sealed; empty when it was not sealed with this key, or was changed. */
    Optional<byte[]> open(SecretKey secret) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, secret, nonce).doFinal(content));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, int id, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(PREFIX.getBytes(StandardCharsets.US_ASCII));
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(0, id));
        return cipher;
    }

    /** Of no use to anyone. */
    @Override
    public String toString() {
        return "Sealed[" + key + ", " + Arrays.hashCode(content) + "]";
    }
}
