package io.weir.transport.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.util.Base64;
import java.util.Map;

/**
 * A CloudEvent in structured mode: attributes and data are one JSON object. The SDK checks it; the data are taken from
 * our own parser, for the SDK's would round numbers.
 */
final class StructuredCloudEvent implements EventContent {

    static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final JsonFormat FORMAT = new JsonFormat();

    @Override
    public PublishedEvent read(Buffer body) {
        if (!(EventContent.json(body) instanceof Map<?, ?> members)) {
            throw HttpProblem.badRequest("malformed CloudEvent: it must be a JSON object");
        }
        CloudEvent event = checked(body);
        String dataType = event.getDataContentType();
        if (dataType != null && !EventContent.isJson(MediaType.parse(dataType))) {
            throw new HttpProblem(415, "the CloudEvent's data must be JSON: its datacontenttype is " + dataType);
        }
        return new PublishedEvent(BinaryCloudEvent.attributes(event), data(members));
    }

    private static Buffer data(Map<?, ?> members) {
        if (members.get("data_base64") instanceof String encoded) {
            Buffer data = Buffer.buffer(Base64.getDecoder().decode(encoded));
            EventContent.json(data);
            return data;
        }
        if (!members.containsKey("data")) {
            throw HttpProblem.badRequest("the CloudEvent has no data");
        }
        return Json.write(members.get("data"));
    }

    private static CloudEvent checked(Buffer body) {
        try {
            return FORMAT.deserialize(body.getBytes());
        } catch (EventDeserializationException | CloudEventRWException | IllegalStateException e) {
            throw HttpProblem.badRequest("malformed CloudEvent: " + reason(e));
        }
    }

    /** The SDK's own words, without what its JSON library puts around them. */
    private static String reason(Exception failure) {
        return failure.getCause() instanceof MismatchedInputException mismatch
                ? mismatch.getOriginalMessage()
                : "an attribute is missing or of the wrong type";
    }
}
