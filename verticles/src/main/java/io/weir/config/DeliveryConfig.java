package io.weir.config;

import io.weir.config.yaml.FilePath;
import io.weir.config.yaml.ListOf;
import io.weir.config.yaml.Literals;
import io.weir.config.yaml.OneOrMore;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Place;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import io.weir.config.yaml.TemplateText;
import io.weir.config.yaml.Values;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One server-side subscription.
 *
 * @param name the subscription's; its place in the store
 * @param document the file of the subscription document
 * @param variables of the document
 * @param target whom it calls
 * @param then a mutation that follows when the target did it; may name what it answered
 * @param onFailure a mutation that follows when the target was given up
 * @param secrets what webhooks are signed with, each {@code whsec_…}; the newest first
 * @param schedule the pauses before each attempt: as many attempts as pauses
 * @param timeout of one attempt
 * @param concurrency attempts that may be under way at once
 * @param blocked how long what was given up holds back what follows it for the same entity
 * @param disableAfter how long a target may fail without a break until it is left in peace
 * @param retention how long what was delivered is remembered
 * @param maxPayload the most bytes that one payload may have
 * @param place where the configuration has it
 */
public record DeliveryConfig(
        String name,
        Path document,
        Map<String, @Nullable Object> variables,
        TargetConfig target,
        Optional<Template> then,
        Optional<Template> onFailure,
        List<String> secrets,
        List<Duration> schedule,
        Duration timeout,
        int concurrency,
        Duration blocked,
        Duration disableAfter,
        Duration retention,
        int maxPayload,
        Place place) {

    private static final Scalar<String> NAME =
            Values.text("a name of 1 to 64 letters, digits, _ and -", Pattern.compile("[A-Za-z0-9_-]{1,64}"));
    private static final String QUAD = "[A-Za-z0-9+/]{4}";
    private static final String TWO = "[A-Za-z0-9+/]{2}==";
    private static final String THREE = "[A-Za-z0-9+/]{3}=";
    /** Base64 of 24 to 64 bytes. */
    private static final OneOrMore<String> SECRETS = new OneOrMore<>(Values.text(
                    "\"whsec_\" and the base64 of 24 to 64 random bytes (such as openssl rand -base64 32 prints)",
                    Pattern.compile(
                            "whsec_(?:(?:%1$s){8,20}(?:%2$s|%3$s)?|(?:%1$s){21}(?:%2$s)?)".formatted(QUAD, TWO, THREE)))
            .secret());

    private static final ListOf<Duration> SCHEDULE = new ListOf<>(Values.duration(Duration.ZERO, Duration.ofDays(30)));
    private static final int MAX_ATTEMPTS = 100;
    private static final Scalar<Duration> BLOCKED = Values.duration(Duration.ZERO, Duration.ofDays(3650));
    private static final Scalar<Integer> CONCURRENCY = Values.integer(1, 10_000);
    private static final TemplateText THEN = new TemplateText(with(Scope.RESPONSE), template -> {});
    private static final TemplateText ON_FAILURE = new TemplateText(with(Scope.FAILURE), template -> {});

    /** The ten tries of Standard Webhooks, spread over three days. */
    public static final List<Duration> STANDARD_WEBHOOKS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** The keys below {@code retry}. */
    private static final Shape<List<Duration>> RETRY = keys -> keys.optional(
            "schedule", SCHEDULE, STANDARD_WEBHOOKS, "The pause before each attempt: as many attempts as pauses.");

    static final Shape<DeliveryConfig> SHAPE = keys -> new DeliveryConfig(
            keys.required("name", NAME, "charge", "The subscription's name, by which the store knows it."),
            keys.required(
                    "document", new FilePath(), Path.of("charge.graphql"), "The file with the subscription document."),
            keys.optional("variables", new Literals(), Map.of(), "The document's variables."),
            keys.required("target", new Section<>(TargetConfig.SHAPE), TargetConfig.SHAPE.defaults(), "Whom it calls."),
            keys.optional(
                    "then",
                    new OptionalOf<>(THEN),
                    Optional.empty(),
                    "A mutation that follows when the target did it: one field with its arguments, templates over `event`,"
                            + " `data`, `delivery` and `response`."),
            keys.optional(
                    "onFailure",
                    new OptionalOf<>(ON_FAILURE),
                    Optional.empty(),
                    "A mutation that follows when the target was given up: templates over `event`, `data`, `delivery`"
                            + " and `failure`."),
            keys.optional(
                    "secret",
                    SECRETS,
                    List.of(),
                    "What webhooks are signed with: `whsec_` and the base64 of 24 to 64 bytes. While it is changed a list,"
                            + " the newest first."),
            keys.optional("retry", new Section<>(RETRY), STANDARD_WEBHOOKS, "How often it is tried."),
            keys.optional("timeout", Rules.TIMEOUT, Duration.ofSeconds(15), "How long one attempt may take."),
            keys.optional("concurrency", CONCURRENCY, 10, "Attempts that may be under way at once."),
            keys.optional(
                    "blocked",
                    BLOCKED,
                    Duration.ofHours(1),
                    "How long what was given up holds back what follows it for the same entity."),
            keys.optional(
                    "disableAfter",
                    Rules.LONG_TIME,
                    Duration.ofDays(5),
                    "How long a target may fail without a break until it is left in peace."),
            keys.optional(
                    "retention",
                    Rules.LONG_TIME,
                    Duration.ofDays(14),
                    "How long what was delivered is remembered; dead letters stay until someone deals with them."),
            keys.optional(
                    "maxPayload", Rules.INT_SIZE, 256 << 10, "The largest payload; a larger one is a dead letter."),
            keys.place());

    /** Checks every rule. */
    public DeliveryConfig {
        NAME.check("name", name);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        SECRETS.check("secret", secrets);
        secrets = List.copyOf(secrets);
        SCHEDULE.check("retry.schedule", schedule);
        schedule = List.copyOf(schedule);
        if (schedule.isEmpty() || schedule.size() > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("retry.schedule: has not 1 to %d pauses".formatted(MAX_ATTEMPTS));
        }
        Rules.TIMEOUT.check("timeout", timeout);
        CONCURRENCY.check("concurrency", concurrency);
        BLOCKED.check("blocked", blocked);
        Rules.LONG_TIME.check("disableAfter", disableAfter);
        Rules.LONG_TIME.check("retention", retention);
        Rules.INT_SIZE.check("maxPayload", maxPayload);
        if (!secrets.isEmpty() && !(target instanceof TargetConfig.Url)) {
            throw new IllegalArgumentException("secret: only what goes to a url is signed; remove it");
        }
    }

    /** With defaults for the rest. */
    public static DeliveryConfig of(String name, Path document, TargetConfig target) {
        DeliveryConfig defaults = SHAPE.defaults();
        return new DeliveryConfig(
                name,
                document,
                defaults.variables,
                target,
                defaults.then,
                defaults.onFailure,
                defaults.secrets,
                defaults.schedule,
                defaults.timeout,
                defaults.concurrency,
                defaults.blocked,
                defaults.disableAfter,
                defaults.retention,
                defaults.maxPayload,
                Place.NONE);
    }

    /** Secrets are not shown. */
    @Override
    public String toString() {
        return "DeliveryConfig[name=" + name + ", target=" + target.getClass().getSimpleName() + "]";
    }

    private static Set<Scope> with(Scope further) {
        return Stream.concat(TargetConfig.SCOPES.stream(), Stream.of(further)).collect(Collectors.toUnmodifiableSet());
    }
}
