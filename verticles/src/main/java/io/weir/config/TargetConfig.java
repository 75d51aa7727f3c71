package io.weir.config;

import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.TemplateText;
import io.weir.template.JsonTemplate;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import io.weir.template.UrlTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whom a delivery calls. */
public sealed interface TargetConfig {

    /** What every template of a delivery may name. */
    Set<Scope> SCOPES = Set.of(Scope.EVENT, Scope.DATA, Scope.DELIVERY);

    /** A template over them; whether it is a mutation is known to the graph alone. */
    TemplateText TEXT = new TemplateText(SCOPES, template -> {});

    /** The keys, of which exactly one says whom. */
    Shape<TargetConfig> SHAPE = keys -> {
        keys.atLeastOne("url", "topic", "mutation", "bus");
        Optional<Template> url = keys.optional(
                "url",
                new OptionalOf<>(Url.URL),
                Optional.empty(),
                "A webhook: where it is posted. Template over `event`, `data` and `delivery`; its origin stands in"
                        + " `actions.allow`.");
        Optional<Template> body = keys.optional(
                "body",
                new OptionalOf<>(Url.BODY),
                Optional.empty(),
                "With `url`: JSON template over the same; without it `{\"type\", \"timestamp\", \"data\"}`.");
        Optional<Template> topic = keys.optional(
                "topic",
                new OptionalOf<>(TEXT),
                Optional.empty(),
                "A topic that the data are published to. Template over the same.");
        Optional<String> provider = keys.optional(
                "provider",
                new OptionalOf<>(Rules.PROVIDER_NAME),
                Optional.empty(),
                "With `topic`: its provider; `default` unless given.");
        Optional<Template> mutation = keys.optional(
                "mutation",
                new OptionalOf<>(TEXT),
                Optional.empty(),
                "A mutation of this graph: one field with its arguments, which may hold templates over the same.");
        Optional<String> bus = keys.optional(
                "bus",
                new OptionalOf<>(Rules.BUS_ADDRESS),
                Optional.empty(),
                "An address of the event bus, whose handler replies.");
        if (Stream.of(url, topic, mutation, bus).filter(Optional::isPresent).count() > 1) {
            throw new IllegalArgumentException("url, topic, mutation and bus exclude each other: a delivery calls one");
        }
        if (body.isPresent() && url.isEmpty()) {
            throw new IllegalArgumentException("body goes with url only");
        }
        if (provider.isPresent() && topic.isEmpty()) {
            throw new IllegalArgumentException("provider goes with topic only");
        }
        Stream<TargetConfig> given = Stream.of(
                        topic.map(it -> new Topic(it, provider.orElse(WeirConfig.DEFAULT_PROVIDER))),
                        mutation.map(Mutation::new),
                        bus.map(Bus::new))
                .flatMap(Optional::stream);
        return given.findFirst().orElseGet(() -> new Url(url.orElse(Url.EXAMPLE), body));
    };

    /**
     * A webhook.
     *
     * @param url a template: where it is posted; its origin stands in {@code actions.allow}
     * @param body a JSON template over {@code event}, {@code data} and {@code delivery}; without it the envelope of Standard
     *     Webhooks
     */
    record Url(Template url, Optional<Template> body) implements TargetConfig {

        private static final TemplateText URL = new TemplateText(SCOPES, UrlTemplate::of);
        private static final TemplateText BODY =
                new TemplateText(SCOPES, template -> JsonTemplate.of(template, Map.of()));
        private static final Template EXAMPLE = URL.parse("http://localhost:9001/charge");

        /** That address and the envelope. */
        public static Url of(String url) {
            return new Url(URL.parse(url), Optional.empty());
        }

        /** An address may hold a secret. */
        @Override
        public String toString() {
            return "Url[body=" + body + "]";
        }
    }

    /**
     * A topic.
     *
     * @param topic a template
     * @param provider the provider's name in the configuration
     */
    record Topic(Template topic, String provider) implements TargetConfig {

        /** That topic. */
        public static Topic of(String topic, String provider) {
            return new Topic(TEXT.parse(topic), provider);
        }
    }

    /**
     * A mutation of this graph.
     *
     * @param mutation one field with its arguments, which may hold templates
     */
    record Mutation(Template mutation) implements TargetConfig {

        /** That field. */
        public static Mutation of(String mutation) {
            return new Mutation(TEXT.parse(mutation));
        }
    }

    /**
     * An address of the event bus, which replies.
     *
     * @param address not one of Weir's own
     */
    record Bus(String address) implements TargetConfig {

        /** Checks the address. */
        public Bus {
            Rules.BUS_ADDRESS.check("bus", address);
        }
    }
}
