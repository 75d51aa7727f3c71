package io.weir.config;

import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Place;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.TemplateText;
import io.weir.config.yaml.Values;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import io.weir.template.UrlTemplate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who is asked before a mutation, or told after it; exactly one of {@code url} and {@code bus} says where.
 *
 * @param field the field of Mutation
 * @param url where the question is posted; {@code actions.allow} has its origin
 * @param bus the address of the event bus that is asked, never one of Weir's own
 * @param timeout how long the mutation waits for the answer
 * @param place where the configuration has it
 */
public record HookConfig(String field, Optional<Template> url, Optional<String> bus, Duration timeout, Place place) {

    private static final Scalar<String> FIELD =
            Values.text("a field of Mutation", Pattern.compile("[_A-Za-z][_0-9A-Za-z]*"));
    private static final TemplateText URL = new TemplateText(Set.of(Scope.ARGS), HookConfig::checkUrl);

    static final Shape<HookConfig> SHAPE = keys -> {
        keys.atLeastOne("url", "bus");
        return new HookConfig(
                keys.required("field", FIELD, "createOrder", "The field of Mutation."),
                keys.optional(
                        "url",
                        new OptionalOf<>(URL),
                        Optional.empty(),
                        "Where the question is posted; its origin stands in `actions.allow`."),
                keys.optional(
                        "bus",
                        new OptionalOf<>(Rules.BUS_ADDRESS),
                        Optional.empty(),
                        "The address of the event bus that is asked instead."),
                keys.optional(
                        "timeout",
                        Rules.TIMEOUT,
                        Duration.ofSeconds(5),
                        "How long the mutation waits for the answer; without one it fails."),
                keys.place());
    };

    /** Checks every rule. */
    public HookConfig {
        FIELD.check("field", field);
        bus.ifPresent(address -> Rules.BUS_ADDRESS.check("bus", address));
        if (url.isPresent() && bus.isPresent()) {
            throw new IllegalArgumentException("url and bus are both given: a hook has one of them; list two hooks");
        }
        Rules.TIMEOUT.check("timeout", timeout);
    }

    private static void checkUrl(Template url) {
        if (!url.placeholders().isEmpty()) {
            throw new IllegalArgumentException("a hook's url has no placeholders: the arguments are in the question");
        }
        UrlTemplate.of(url);
    }

    /** Where it is, which tells it from other hooks of the field. */
    String where() {
        return url.map(Template::source).or(() -> bus.map("bus:"::concat)).orElse("");
    }
}
