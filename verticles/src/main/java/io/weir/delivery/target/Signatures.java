package io.weir.delivery.target;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The headers of Standard Webhooks, by their own library. */
final class Signatures {

    private Signatures() {}

    /**
     * Signs one attempt.
     *
     * @param secrets one signature each, in this order; none for none
     * @param now when it is sent: receivers refuse what is old
     */
    static Map<String, String> headers(String id, Instant now, Buffer body, List<String> secrets) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Webhook.UNBRANDED_MSG_ID_KEY, id);
        headers.put(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, String.valueOf(now.getEpochSecond()));
        if (!secrets.isEmpty()) {
            headers.put(Webhook.UNBRANDED_MSG_SIGNATURE_KEY, signatures(id, now, body, secrets));
        }
        return headers;
    }

    private static String signatures(String id, Instant now, Buffer body, List<String> secrets) {
        String text = body.toString(StandardCharsets.UTF_8);
        StringJoiner signatures = new StringJoiner(" ");
        try {
            for (String secret : secrets) {
                signatures.add(new Webhook(secret).sign(id, now.getEpochSecond(), text));
            }
            return signatures.toString();
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
