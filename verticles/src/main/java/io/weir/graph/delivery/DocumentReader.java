package io.weir.graph.delivery;

import graphql.GraphQLContext;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.CoercedVariables;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.SourceLocation;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLSchema;
import graphql.validation.Validator;
import graphql.validation.rules.SubscriptionUniqueRootField;
import io.weir.config.DeliveryConfig;
import io.weir.config.Problem;
import io.weir.graph.delivery.DeliveryDefinition.Root;
import io.weir.graph.delivery.SubscriptionDocument.Selected;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.SdlFiles;
import io.weir.graph.sdl.SdlText;
import io.weir.graph.template.BadTopicException;
import io.weir.graph.template.TopicTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the subscription document of one delivery; says what is wrong with it, where, and the fix. Blocks on the disk. */
final class DocumentReader {

    private final DeliveryConfig delivery;
    private final boolean multipleRoots;
    private final GraphQLSchema schema;
    private final Function<String, Optional<TopicFeed>> feeds;
    private final List<Problem> problems;

    /**
     * Reads documents against what clients see.
     *
     * @param feeds the topics of a field of Subscription, where it has any
     */
    DocumentReader(
            DeliveryConfig delivery,
            boolean multipleRoots,
            GraphQLSchema schema,
            Function<String, Optional<TopicFeed>> feeds,
            List<Problem> problems) {
        this.delivery = delivery;
        this.multipleRoots = multipleRoots;
        this.schema = schema;
        this.feeds = feeds;
        this.problems = problems;
    }

    /**
     * A document that was read.
     *
     * @param text as it stands in its file
     */
    record Read(String text, SubscriptionDocument document, List<Root> roots) {}

    /** The document; empty with problems when it cannot be used. */
    Optional<Read> read() {
        Optional<SdlText> text = SdlFiles.read(delivery.document(), problems);
        if (text.isPresent() && text.get().text().isBlank()) {
            problems.add(new Problem(delivery.document(), 1, 1, "is empty; it should hold a subscription"));
            return Optional.empty();
        }
        return text.flatMap(sdl -> SdlFiles.document(sdl, problems).flatMap(document -> read(sdl.text(), document)));
    }

    private Optional<Read> read(String text, Document document) {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        int before = problems.size();
        if (operations.size() != 1 || operations.get(0).getOperation() != Operation.SUBSCRIPTION) {
            problems.add(new Problem(
                    Path.of(delivery.document().toString()),
                    1,
                    1,
                    "a delivery's document has one operation, a subscription, beside its fragments"));
            return Optional.empty();
        }
        new Validator()
                .validateDocument(schema, document, rule -> rule != SubscriptionUniqueRootField.class, Locale.ENGLISH)
                .forEach(this::problem);
        if (problems.size() > before) {
            return Optional.empty();
        }
        SubscriptionDocument read = new SubscriptionDocument(document, operations.get(0));
        List<Root> roots = roots(read);
        return problems.size() > before ? Optional.empty() : Optional.of(new Read(text, read, roots));
    }

    private void problem(GraphQLError error) {
        List<SourceLocation> at = error.getLocations();
        SourceLocation first = at == null || at.isEmpty() ? null : at.get(0);
        problems.add(
                first == null
                        ? new Problem(delivery.document(), 1, 1, String.valueOf(error.getMessage()))
                        : Sdl.problem(first, String.valueOf(error.getMessage())));
    }

    private List<Root> roots(SubscriptionDocument document) {
        Optional<CoercedVariables> variables = variables(document.operation());
        Map<String, List<Selected>> selected = document.roots();
        if (!multipleRoots && selected.size() > 1) {
            problems.add(Sdl.problem(
                    document.operation(),
                    "it has %d root fields, and graph.multipleRoots allows one".formatted(selected.size())));
        }
        List<Root> roots = new ArrayList<>();
        selected.values().forEach(fields -> {
            Field field = fields.get(0).field();
            checkConditions(field);
            roots.addAll(roots(field, variables));
        });
        return roots;
    }

    private void checkConditions(Field field) {
        for (Directive directive : field.getDirectives()) {
            problems.add(Sdl.problem(
                    directive,
                    "@%s: the root fields of a delivery say which topics it listens to, and depend on nothing"
                            .formatted(directive.getName())));
        }
    }

    private Optional<CoercedVariables> variables(OperationDefinition operation) {
        Set<String> declared = operation.getVariableDefinitions().stream()
                .map(VariableDefinition::getName)
                .collect(Collectors.toSet());
        delivery.variables().keySet().stream()
                .filter(name -> !declared.contains(name))
                .forEach(name -> new Complaints(delivery, problems)
                        .about("variables." + name, "the document has no variable $" + name));
        try {
            return Optional.of(ValuesResolver.coerceVariableValues(
                    schema,
                    operation.getVariableDefinitions(),
                    RawVariables.of(delivery.variables()),
                    GraphQLContext.getDefault(),
                    Locale.ENGLISH));
        } catch (GraphQLException e) {
            List<SourceLocation> at = e instanceof GraphQLError error ? error.getLocations() : null;
            problems.add(Sdl.problem(
                    at == null || at.isEmpty() ? operation.getSourceLocation() : at.get(0),
                    "%s; the delivery \"%s\" gives them under variables".formatted(e.getMessage(), delivery.name())));
            return Optional.empty();
        }
    }

    /** One for each topic that feeds the field. */
    private List<Root> roots(Field field, Optional<CoercedVariables> variables) {
        TopicFeed feed = feeds.apply(field.getName()).orElse(null);
        if (feed == null) {
            return refuse(field, "no topic feeds it: take a field with @eventsSubscribe");
        } else if (feed.onChange()) {
            return refuse(field, "its events are hints only (onChange), which nobody keeps");
        } else if (!feed.awaits().isEmpty()) {
            return refuse(
                    field,
                    "it awaits %s, and deliveries wait for no system: take a field of the same topic without awaits"
                            .formatted(String.join(", ", feed.awaits())));
        }
        return variables.map(coerced -> roots(field, feed, coerced)).orElse(List.of());
    }

    private List<Root> refuse(Field field, String why) {
        problems.add(
                Sdl.problem(field, "a delivery cannot listen to Subscription.%s: %s".formatted(field.getName(), why)));
        return List.of();
    }

    private List<Root> roots(Field field, TopicFeed feed, CoercedVariables variables) {
        try {
            Map<String, @Nullable Object> arguments = ValuesResolver.getArgumentValues(
                    schema.getCodeRegistry(),
                    schema.getSubscriptionType()
                            .getFieldDefinition(field.getName())
                            .getArguments(),
                    field.getArguments(),
                    variables,
                    GraphQLContext.getDefault(),
                    Locale.ENGLISH);
            feed.resumeArgument()
                    .filter(resume -> arguments.get(resume) != null)
                    .ifPresent(resume -> problems.add(Sdl.problem(
                            field,
                            "%s: a delivery keeps its own place in the log; leave the argument out"
                                    .formatted(resume))));
            return TopicTemplate.render(feed.topics(), arguments).stream()
                    .map(topic -> new Root(field.getResultKey(), feed.provider(), topic))
                    .toList();
        } catch (GraphQLException | BadTopicException e) {
            problems.add(Sdl.problem(field, String.valueOf(e.getMessage())));
            return List.of();
        }
    }
}
