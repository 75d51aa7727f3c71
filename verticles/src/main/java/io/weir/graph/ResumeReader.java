package io.weir.graph;

import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NonNullType;
import graphql.language.Type;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.template.TopicTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what {@code @eventsSubscribe} says of a field's place in its stream: which argument a client goes on from, and
 * which field of the event is its id. Says what is wrong with it, where, and the fix.
 */
final class ResumeReader {

    private static final String RESUME = "resume";
    private static final String ID = "id";

    /** What holds an id as text. */
    private static final Set<String> TEXTS = Set.of("String", "ID");

    /** No id is one of these. */
    private static final Set<String> NO_IDS = Set.of("Float", "Boolean");

    private final TypeIndex types;
    private final List<Problem> problems;

    ResumeReader(TypeIndex types, List<Problem> problems) {
        this.types = types;
        this.problems = problems;
    }

    /** The argument that a client goes on from; empty when there is none, or it cannot be one. */
    Optional<String> resume(
            FieldDefinition field, Directive directive, List<TopicTemplate> topics, Optional<EventFilter> filter) {
        Optional<String> argument = Sdl.text(directive, RESUME);
        argument.flatMap(name -> wrongArgument(field, directive, name, topics, filter))
                .ifPresent(wrong -> problem(directive, RESUME, argument.get(), wrong));
        return argument;
    }

    /** The field of the event that is its id; empty when positions of the log are. */
    Optional<String> id(FieldDefinition field, Directive directive) {
        Optional<String> id = Sdl.text(directive, ID);
        id.flatMap(name -> wrongId(field, name)).ifPresent(wrong -> problem(directive, ID, id.get(), wrong));
        return id;
    }

    private void problem(Directive directive, String argument, String value, String wrong) {
        problems.add(
                Sdl.problem(directive, "@%s(%s: \"%s\"): %s".formatted(directive.getName(), argument, value, wrong)));
    }

    private Optional<String> wrongArgument(
            FieldDefinition field,
            Directive directive,
            String name,
            List<TopicTemplate> topics,
            Optional<EventFilter> filter) {
        Optional<InputValueDefinition> argument = field.getInputValueDefinitions().stream()
                .filter(input -> input.getName().equals(name))
                .findFirst();
        Optional<String> id = Sdl.text(directive, ID);
        return argument.isEmpty()
                ? Optional.of("the field \"%s\" has no such argument; add (%s: %s)"
                        .formatted(
                                field.getName(),
                                name.isEmpty() ? "lastEventId" : name,
                                id.flatMap(of -> idType(field, of)).orElse("String")))
                : wrongType(field, argument.get().getType(), id)
                        .or(() -> required(argument.get()))
                        .or(() -> used(name, topics, filter));
    }

    private static Optional<String> required(InputValueDefinition argument) {
        boolean required = argument.getType() instanceof NonNullType && argument.getDefaultValue() == null;
        return required
                ? Optional.of("the argument must be nullable, since a new client has seen no event: take %s"
                        .formatted(TypeIndex.bareName(argument.getType())))
                : Optional.empty();
    }

    private static Optional<String> used(String argument, List<TopicTemplate> topics, Optional<EventFilter> filter) {
        boolean used = Stream.concat(
                        topics.stream().flatMap(topic -> topic.template().placeholders().stream()),
                        filter.stream().flatMap(EventFilter::placeholders))
                .anyMatch(placeholder -> placeholder.path().get(0).equals(argument));
        return used
                ? Optional.of("the argument says only where a stream begins, so neither the topic nor the filter may"
                        + " depend on it: take another argument there")
                : Optional.empty();
    }

    private Optional<String> wrongType(FieldDefinition field, Type<?> type, Optional<String> id) {
        String name = TypeIndex.bareName(type);
        if (!TypeIndex.list(type) && TEXTS.contains(name)) {
            return Optional.empty();
        }
        if (id.isEmpty()) {
            return Optional.of(
                    "event ids are opaque texts here, so the argument must be a String or an ID, not %s; or name the event's own id with id:"
                            .formatted(AstPrinter.printAst(type)));
        }
        String own = idType(field, id.get()).orElse(name);
        boolean fits = !TypeIndex.list(type) && types.scalar(name) && !NO_IDS.contains(name) && !TEXTS.contains(own);
        return fits
                ? Optional.empty()
                : Optional.of("the event's id is of type %s, which the argument's type %s cannot hold; take %s"
                        .formatted(own, AstPrinter.printAst(type), own));
    }

    private Optional<String> wrongId(FieldDefinition field, String name) {
        String type = TypeIndex.bareName(field.getType());
        if (types.field(type, name).isEmpty()) {
            Set<String> lacking = types.possible(type).stream()
                    .filter(object -> types.field(object, name).isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!lacking.isEmpty() || types.possible(type).isEmpty()) {
                return Optional.of("no such field in %s; name a scalar field that every event of \"%s\" has"
                        .formatted(lacking.isEmpty() ? type : String.join(", ", lacking), field.getName()));
            }
        }
        return declarations(type, name)
                .map(FieldDefinition::getType)
                .filter(declared -> !idType(declared))
                .findFirst()
                .map(declared -> "its type is %s, and an id is an Int, a String, an ID or a custom scalar"
                        .formatted(AstPrinter.printAst(declared)));
    }

    /** The field as the type itself declares it, or else as each object type does. */
    private Stream<FieldDefinition> declarations(String type, String name) {
        return types.field(type, name)
                .map(Stream::of)
                .orElseGet(() ->
                        types.possible(type).stream().sorted().flatMap(object -> types.field(object, name).stream()));
    }

    private Optional<String> idType(FieldDefinition field, String id) {
        return declarations(TypeIndex.bareName(field.getType()), id)
                .map(declared -> TypeIndex.bareName(declared.getType()))
                .findFirst();
    }

    private boolean idType(Type<?> type) {
        String name = TypeIndex.bareName(type);
        return !TypeIndex.list(type) && types.scalar(name) && !NO_IDS.contains(name);
    }
}
