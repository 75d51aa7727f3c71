package io.weir.graph.action;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import io.weir.config.Problem;
import io.weir.config.yaml.Scalar;
import io.weir.config.yaml.Values;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.template.TemplateChecker;
import io.weir.graph.template.TemplateChecker.Form;
import io.weir.template.JsonTemplate;
import io.weir.template.Template;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.Template.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code @action}; says what is wrong with it, where, and the fix. */
public final class ActionReader {

    /** The directive's name. */
    public static final String DIRECTIVE = "action";

    private static final Scalar<Duration> TIMEOUT = Values.duration(Duration.ofMillis(1), Duration.ofHours(1));
    private static final Set<ActionMethod> BODYLESS = Set.of(ActionMethod.GET, ActionMethod.DELETE);

    private final ActionRules rules;
    private final TemplateChecker arguments;
    private final AnswerReader answers;
    private final BatchReader batches;
    private final SystemsReader systems;
    private final List<Problem> problems;

    /** Reads the actions of a schema with these types. */
    public ActionReader(TypeIndex types, ActionRules rules, TemplateChecker arguments, List<Problem> problems) {
        this.rules = rules;
        this.arguments = arguments;
        this.answers = new AnswerReader(types, problems);
        this.batches = new BatchReader(problems);
        this.systems = new SystemsReader(rules.systems(), problems);
        this.problems = problems;
    }

    /** The action of a field; empty, or unusable, when problems were added. */
    public Optional<ActionDefinition> read(FieldDefinition field, Directive action) {
        ActionTemplates templates = new ActionTemplates(field, rules, arguments, problems);
        ActionMode mode = Sdl.word(action, "mode").map(ActionMode::valueOf).orElse(ActionMode.SYNC);
        Optional<ActionTarget> target = new TargetReader(templates, rules, problems).read(action);
        List<ActionHeader> headers = new HeaderReader(templates, problems).read(action);
        Optional<JsonTemplate> body =
                Sdl.text(action, "body").flatMap(source -> templates.json(action, "@action(body:)", source));
        Optional<ActionBatch> batch = batches.read(action);
        Optional<ActionAnswer> answer = answers.read(field, action, mode);
        Optional<Duration> timeout =
                Sdl.parse(action, "@action(timeout:)", Sdl.text(action, "timeout"), TIMEOUT::parse, problems);
        Optional<Template> serial = Sdl.text(action, "serial")
                .flatMap(source -> templates.text(action, "@action(serial:)", source, Set.of(Scope.ARGS)));
        checkQuery(field, action, mode);
        checkBody(action, target);
        List<Placeholder> placeholders = placeholders(target, headers);
        if (batch.isPresent()) {
            checkBatch(action, target, placeholders);
        }
        body.ifPresent(json -> placeholders.addAll(json.values()));
        body.ifPresent(json -> placeholders.addAll(json.texts()));
        if (target.isEmpty() || answer.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ActionDefinition(
                field.getName(),
                target.get(),
                headers,
                body,
                Sdl.text(action, "query"),
                mode,
                Sdl.flag(action, "idempotent"),
                answer.get(),
                batch,
                timeout,
                serial,
                systems.read(action, "affects", template -> wrong(field, template)),
                Sdl.word(action, "onTimeout").map(OnTimeout::valueOf).orElse(OnTimeout.FAIL),
                Set.copyOf(ActionTemplates.headers(placeholders))));
    }

    private List<String> wrong(FieldDefinition field, Template template) {
        return template.placeholders(Scope.ARGS).stream()
                .flatMap(argument -> arguments.wrong(field, argument, Form.SINGLE).stream())
                .toList();
    }

    private void checkQuery(FieldDefinition field, Directive action, ActionMode mode) {
        if (Sdl.text(action, "query").isEmpty()) {
            return;
        }
        if (AnswerReader.operation(field)) {
            problems.add(Sdl.problem(
                    action,
                    "@action(query:) gives no state of an operation; name a type by completed: and put"
                            + " @resolvedBy(query: …) on one of its fields"));
        } else if (mode != ActionMode.SYNC) {
            problems.add(Sdl.problem(
                    action,
                    "@action(query:) goes with mode: SYNC only, since what a field of Query gives has no actionId;"
                            + " return a payload with actionId: ID! and put @resolvedBy(query: …) on a field of it"));
        }
    }

    private void checkBody(Directive action, Optional<ActionTarget> target) {
        if (Sdl.text(action, "body").isPresent() && bodyless(target)) {
            problems.add(Sdl.problem(
                    action,
                    "@action(body:): GET and DELETE send no body; put values into the url, or take another method"));
        }
    }

    private void checkBatch(Directive action, Optional<ActionTarget> target, List<Placeholder> placeholders) {
        if (Sdl.text(action, "body").isPresent()) {
            problems.add(Sdl.problem(
                    action, "@action(batch:) sends {\"commands\": […]} with all arguments; leave body out"));
        }
        if (bodyless(target)) {
            problems.add(Sdl.problem(action, "@action(batch:) sends a body; take POST, PUT or PATCH as method"));
        }
        if (!placeholders.isEmpty()) {
            problems.add(Sdl.problem(
                    action,
                    "@action(batch:): one call serves many commands, so {{ %s }} cannot stand in url or headers"
                            .formatted(placeholders.get(0).name())));
        }
    }

    private static boolean bodyless(Optional<ActionTarget> target) {
        return target.filter(ActionTarget.Http.class::isInstance)
                .map(http -> BODYLESS.contains(((ActionTarget.Http) http).method()))
                .orElse(false);
    }

    private static List<Placeholder> placeholders(Optional<ActionTarget> target, List<ActionHeader> headers) {
        List<Placeholder> placeholders = new ArrayList<>();
        target.ifPresent(called -> placeholders.addAll(called.placeholders()));
        headers.forEach(header -> placeholders.addAll(header.value().placeholders()));
        return placeholders;
    }
}
