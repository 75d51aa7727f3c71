package io.weir.graph.action;

import graphql.language.Directive;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.template.TopicTemplate;
import io.weir.source.TopicName;
import io.weir.template.Template;
import io.weir.template.Template.Part;
import io.weir.template.Template.Scope;
import io.weir.template.UrlTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code @action(url:)}: whom an action calls. */
final class TargetReader {

    private static final String BUS = "bus:";
    private static final String AMQP = "amqp:";
    private static final String WHAT = "@action(url:)";

    private final ActionTemplates templates;
    private final ActionRules rules;
    private final List<Problem> problems;

    TargetReader(ActionTemplates templates, ActionRules rules, List<Problem> problems) {
        this.templates = templates;
        this.rules = rules;
        this.problems = problems;
    }

    Optional<ActionTarget> read(Directive action) {
        String source = Sdl.text(action, "url").orElse("");
        if (source.startsWith(BUS)) {
            return address(action, source.substring(BUS.length())).map(ActionTarget.Bus::new);
        }
        if (source.startsWith(AMQP)) {
            return amqp(action, source.substring(AMQP.length()));
        }
        return templates
                .text(action, WHAT, source, Set.of(Scope.ARGS, Scope.HEADERS, Scope.ENV))
                .flatMap(template -> http(action, template));
    }

    private Optional<ActionTarget> http(Directive action, Template template) {
        String start = !template.parts().isEmpty() && template.parts().get(0) instanceof Part.Text text
                ? text.text().toLowerCase(Locale.ROOT)
                : "";
        if (!start.startsWith("http://") && !start.startsWith("https://")) {
            problems.add(Sdl.problem(
                    action,
                    "%s: \"%s\" begins with none of https://, http://, bus: and amqp:"
                            .formatted(WHAT, template.source())));
            return Optional.empty();
        }
        ActionMethod method =
                Sdl.word(action, "method").map(ActionMethod::valueOf).orElse(ActionMethod.POST);
        return templates
                .parsed(action, WHAT, template, UrlTemplate::of)
                .filter(url -> allowed(action, url))
                .map(url -> new ActionTarget.Http(method, url));
    }

    private boolean allowed(Directive action, UrlTemplate url) {
        boolean allowed = rules.origins().contains(url.origin());
        if (!allowed) {
            problems.add(Sdl.problem(
                    action,
                    "%s: %s may not be called; add \"%s\" to actions.allow"
                            .formatted(WHAT, url.origin(), url.origin())));
        }
        return allowed;
    }

    private Optional<ActionTarget> amqp(Directive action, String source) {
        if (rules.amqp().isEmpty()) {
            problems.add(Sdl.problem(
                    action,
                    "%s: amqp: needs a provider of kind rabbitmq; name it in actions.amqp where there is more than one"
                            .formatted(WHAT)));
        }
        Optional<TopicTemplate> key = address(action, source);
        return rules.amqp().flatMap(provider -> key.map(k -> new ActionTarget.Amqp(provider, k)));
    }

    private Optional<TopicTemplate> address(Directive action, String source) {
        if (Sdl.argument(action, "method").isPresent()) {
            problems.add(Sdl.problem(action, "@action(method:) is for http:// and https:// only; leave it out"));
        }
        return templates
                .text(action, WHAT, source, Set.of(Scope.ARGS, Scope.ENV))
                .filter(template -> address(action, template))
                .map(TopicTemplate::new);
    }

    /** Arguments are checked when they are known; here a harmless one stands for each, to check the rest. */
    private boolean address(Directive action, Template template) {
        Optional<String> wrong = TopicName.check(template.withEach("x"));
        boolean begins = !template.parts().isEmpty()
                && template.parts().get(0) instanceof Part.Text text
                && (text.text().contains(".") || template.parts().size() == 1);
        if (wrong.isEmpty() && !begins) {
            wrong = Optional.of(
                    "the first word must be written out, with no placeholder in it: no client may choose it");
        }
        wrong.ifPresent(message ->
                problems.add(Sdl.problem(action, "%s: \"%s\": %s".formatted(WHAT, template.source(), message))));
        return wrong.isEmpty();
    }
}
