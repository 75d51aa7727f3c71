package io.weir.transport.http;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * A CloudEvent in binary mode: attributes in {@code ce-} headers, the body is its data. HTTP binding, section 3.1.
 *
 * @param event the attributes, which the SDK has checked
 */
record BinaryCloudEvent(CloudEvent event) implements EventContent {

    private static final String PREFIX = "ce-";
    private static final String VERSION = "ce-specversion";

    /** Whether any header is an attribute. */
    static boolean names(MultiMap headers) {
        return headers.names().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(PREFIX));
    }

    /**
     * The attributes of a request.
     *
     * @throws HttpProblem with status 400 when they are not those of a CloudEvent
     */
    static BinaryCloudEvent of(MultiMap headers) {
        String version = headers.get(VERSION);
        if (version == null) {
            throw HttpProblem.badRequest("a CloudEvent in binary mode needs the header \"ce-specversion: 1.0\"");
        }
        try {
            CloudEventBuilder builder = CloudEventBuilder.fromSpecVersion(SpecVersion.parse(version));
            for (Map.Entry<String, String> header : headers) {
                String name = header.getKey().toLowerCase(Locale.ROOT);
                if (name.startsWith(PREFIX) && !name.equals(VERSION)) {
                    builder.withContextAttribute(name.substring(PREFIX.length()), decoded(header.getValue()));
                }
            }
            return new BinaryCloudEvent(builder.build());
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException e) {
            throw HttpProblem.badRequest("malformed CloudEvent: " + e.getMessage());
        }
    }

    @Override
    public PublishedEvent read(Buffer body) {
        EventContent.json(body);
        return new PublishedEvent(attributes(event), body);
    }

    static EventAttributes attributes(CloudEvent event) {
        Object depth = event.getExtension(EventAttributes.DEPTH_EXTENSION);
        return new EventAttributes(
                event.getId(),
                event.getSource().toString(),
                event.getType(),
                EventAttributes.depth(depth == null ? null : depth.toString()));
    }

    /** Header values are percent-encoded; a plus sign is just that. HTTP binding, section 3.1.3.2. */
    private static String decoded(String value) {
        return value.indexOf('%') < 0 ? value : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
