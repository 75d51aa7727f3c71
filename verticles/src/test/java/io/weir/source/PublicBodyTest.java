package io.weir.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.bus.EventAttributes;
import org.junit.jupiter.api.Test;

class PublicBodyTest {

    private static final EventAttributes ATTRIBUTES = new EventAttributes("e1", "shop", "order", 3);

    @Test
    void shouldReadTheAttributesThatItWrites() {
        DeliveryOptions options = PublicBody.headers(new DeliveryOptions().addHeader("other", "x"), ATTRIBUTES);

        assertThat(PublicBody.attributes(options.getHeaders())).isEqualTo(ATTRIBUTES);
    }

    @Test
    void shouldReadTheAttributesOfACloudEventFirst() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("ce-id", "e1")
                .add("CE-Source", "shop")
                .add("ce-type", "order")
                .add("ce-weirdepth", "3")
                .add("weir-depth", "5")
                .add("id", "of something else");

        assertThat(PublicBody.attributes(headers)).isEqualTo(ATTRIBUTES);
    }

    @Test
    void shouldNotBelieveADepthThatIsNone() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("weir-depth", "deep");

        assertThat(PublicBody.attributes(headers)).isEqualTo(EventAttributes.NONE);
    }

    @Test
    void shouldKnowNothingWithoutHeaders() {
        assertThat(PublicBody.attributes(MultiMap.caseInsensitiveMultiMap())).isEqualTo(EventAttributes.NONE);
    }
}
