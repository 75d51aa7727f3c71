package io.weir.graph.delivery;

import io.weir.config.TargetConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.delivery.DeliveryDefinition.Root;
import io.weir.graph.template.TopicTemplate;
import io.weir.source.ReservedTopics;
import io.weir.source.TopicName;
import io.weir.template.JsonTemplate;
import io.weir.template.Template;
import io.weir.template.Template.Part;
import io.weir.template.UrlTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads whom a delivery calls; says what is wrong with it. */
final class TargetReader {

    private final DeliveryRules rules;
    private final DeliveryPlaceholders placeholders;
    private final MutationReader mutations;
    private final List<Root> roots;
    private final Complaints complaints;

    /** Reads the target of a delivery whose events come from {@code roots}. */
    TargetReader(
            DeliveryRules rules,
            DeliveryPlaceholders placeholders,
            MutationReader mutations,
            List<Root> roots,
            Complaints complaints) {
        this.rules = rules;
        this.placeholders = placeholders;
        this.mutations = mutations;
        this.roots = roots;
        this.complaints = complaints;
    }

    /** The target; empty with problems. */
    Optional<DeliveryTarget> read(TargetConfig target) {
        if (target instanceof TargetConfig.Url url) {
            return Optional.of(webhook(url));
        } else if (target instanceof TargetConfig.Topic topic) {
            checkTopic(topic);
            return Optional.of(new DeliveryTarget.Topic(topic.provider(), new TopicTemplate(topic.topic())));
        } else if (target instanceof TargetConfig.Bus bus) {
            checkBus(bus.address());
            return Optional.of(new DeliveryTarget.Bus(bus.address()));
        }
        Template mutation = ((TargetConfig.Mutation) target).mutation();
        return mutations.read("target.mutation", mutation).map(DeliveryTarget.Mutation::new);
    }

    private DeliveryTarget webhook(TargetConfig.Url target) {
        UrlTemplate url = UrlTemplate.of(target.url());
        if (!rules.origins().contains(url.origin())) {
            complaints.about(
                    "target.url",
                    "%s may not be called; add \"%s\" to actions.allow".formatted(url.origin(), url.origin()));
        }
        check("target.url", target.url());
        target.body().ifPresent(body -> check("target.body", body));
        return new DeliveryTarget.Webhook(url, target.body().map(body -> JsonTemplate.of(body, Map.of())));
    }

    private void check(String key, Template template) {
        placeholders.wrong(template.placeholders()).ifPresent(wrong -> complaints.about(key, wrong));
    }

    private void checkTopic(TargetConfig.Topic target) {
        Template topic = target.topic();
        check("target.topic", topic);
        if (!rules.providers().contains(target.provider())) {
            complaints.about("target.provider", "there is no provider \"%s\"".formatted(target.provider()));
        }
        // Values are checked when they are known; here a harmless one stands for each, to check the rest.
        TopicName.check(topic.withEach("x")).ifPresent(wrong -> complaints.about("target.topic", wrong));
        boolean begins = !topic.parts().isEmpty()
                && topic.parts().get(0) instanceof Part.Text text
                && (text.text().contains(".") || topic.parts().size() == 1);
        if (!begins) {
            complaints.about(
                    "target.topic",
                    "the first word must be written out, with no placeholder in it: no event may choose it");
        }
        ReservedTopics.check(target.provider(), topic.source())
                .ifPresent(reserved -> complaints.about("target.topic", reserved));
        checkLoop("target.topic", target.provider(), topic.source());
    }

    private void checkBus(String address) {
        TopicName.check(address).ifPresent(wrong -> complaints.about("target.bus", wrong));
        ReservedTopics.check(WeirConfig.DEFAULT_PROVIDER, address)
                .ifPresent(reserved -> complaints.about("target.bus", reserved));
        checkLoop("target.bus", WeirConfig.DEFAULT_PROVIDER, address);
    }

    private void checkLoop(String key, String provider, String topic) {
        if (roots.stream()
                .anyMatch(
                        root -> root.provider().equals(provider) && root.topic().equals(topic))) {
            complaints.about(
                    key, "the delivery listens to \"%s\" itself: it would never come to rest".formatted(topic));
        }
    }
}
