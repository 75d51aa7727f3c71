package io.weir.plan;

import graphql.language.Argument;
import graphql.language.AstPrinter;
import graphql.language.ListType;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableReference;
import io.weir.plan.routing.FieldDraft;
import io.weir.plan.routing.SelectionDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes what a subgraph is asked for as text, with no character too many. Fragments stand for types only. Where two
 * types of one selection have a field of one name but of unlike types, the later one is asked for under another alias,
 * since GraphQL refuses the text otherwise (GraphQL specification, section 5.3.2).
 */
final class SelectionText {

    private final StringBuilder text;
    private final Set<String> variables;
    private final SharedInterfaces interfaces;

    /** Appends to {@code text}; adds the variables that it uses to {@code variables}. */
    SelectionText(StringBuilder text, Set<String> variables, SharedInterfaces interfaces) {
        this.text = text;
        this.variables = variables;
        this.interfaces = interfaces;
    }

    /** What is asked of objects at one place. */
    void write(SelectionDraft selection, Renamings renamings) {
        text.append('{');
        writeInside(selection, renamings, new HashMap<>());
        text.append('}');
    }

    /** What is asked of a root object, without braces. */
    void writeFields(SelectionDraft selection, Renamings renamings) {
        writeInside(selection, renamings, new HashMap<>());
    }

    /** What is asked of entities of several types. */
    void writeEntities(Collection<SelectionDraft> selections, Renamings renamings) {
        Map<String, List<FieldDraft>> seen = new HashMap<>();
        Branches branches = new Branches();
        text.append('{');
        for (SelectionDraft selection : selections) {
            int start = text.length();
            writeInside(selection, renamings, seen);
            boolean plain = !selection.typename() && selection.branches().size() == 1;
            branches.take(selection.type(), start, plain ? own(selection) : List.of());
        }
        branches.write(List.of());
        text.append('}');
    }

    private static Collection<FieldDraft> own(SelectionDraft selection) {
        return selection.branches().getOrDefault(selection.type(), Map.of()).values();
    }

    /** What is asked by type: types of which the same is asked go together as far as an interface stands for them. */
    private final class Branches {

        private final Map<String, Set<String>> typesByText = new LinkedHashMap<>();
        private final Map<String, Collection<FieldDraft>> fields = new HashMap<>();

        /**
         * Takes back what was written for a type since {@code start}.
         *
         * @param asked all of it; empty when it holds more than fields
         */
        void take(String type, int start, Collection<FieldDraft> asked) {
            String inside = text.substring(start).strip();
            text.setLength(start);
            typesByText.computeIfAbsent(inside, t -> new LinkedHashSet<>()).add(type);
            fields.put(inside, asked);
        }

        /** Writes all, those of {@code others} being types of which nothing is asked. */
        void write(Collection<String> others) {
            typesByText.forEach((inside, types) -> {
                Collection<FieldDraft> asked = Objects.requireNonNull(fields.get(inside));
                SharedInterfaces.Shared shared = types.size() < 2 || asked.isEmpty()
                        ? null
                        : interfaces.find(types, asked, unlike(inside, others));
                if (shared != null) {
                    fragment(shared.name(), inside);
                }
                types.stream()
                        .filter(type -> shared == null || !shared.types().contains(type))
                        .forEach(type -> fragment(type, inside));
            });
        }

        private Set<String> unlike(String inside, Collection<String> others) {
            Set<String> unlike = new HashSet<>(others);
            typesByText.forEach((text, types) -> {
                if (!text.equals(inside)) {
                    unlike.addAll(types);
                }
            });
            return unlike;
        }
    }

    private void fragment(String type, String inside) {
        text.append("...on ").append(type).append('{').append(inside).append('}');
    }

    private void writeInside(SelectionDraft selection, Renamings renamings, Map<String, List<FieldDraft>> seen) {
        Map<String, Map<String, FieldDraft>> branches = selection.branches();
        Map<String, FieldDraft> forAll = branches.getOrDefault(selection.type(), Map.of());
        if (selection.typename() || branches.isEmpty()) {
            text.append("__typename");
        }
        writeFields(selection.type(), forAll.values(), renamings, seen);
        writeByType(selection, renamings, seen);
    }

    private void writeByType(SelectionDraft selection, Renamings renamings, Map<String, List<FieldDraft>> seen) {
        Branches byType = new Branches();
        Set<String> others = new HashSet<>(interfaces.possible(selection.type()));
        selection.branches().forEach((type, fields) -> {
            if (!type.equals(selection.type())) {
                int start = text.length();
                writeFields(type, fields.values(), renamings, seen);
                byType.take(type, start, fields.values());
                others.remove(type);
            }
        });
        byType.write(others);
    }

    private void writeFields(
            String branch, Collection<FieldDraft> fields, Renamings renamings, Map<String, List<FieldDraft>> seen) {
        for (FieldDraft field : fields) { // one branch has a key once, so what is seen of it is from other branches
            List<FieldDraft> sameKey = seen.computeIfAbsent(field.key(), k -> new ArrayList<>(1));
            boolean clashes = sameKey.stream().anyMatch(other -> clash(other, field));
            String key = clashes ? field.key() + "__" + branch : field.key();
            if (clashes) {
                renamings.rename(key, field.key());
            }
            writeField(key, field, renamings);
            sameKey.add(field);
        }
    }

    private void writeField(String key, FieldDraft field, Renamings renamings) {
        separate();
        if (!key.equals(field.name())) {
            text.append(key).append(':');
        }
        text.append(field.name());
        if (!field.arguments().isEmpty()) {
            writeArguments(field.arguments());
        }
        if (field.below() != null) {
            write(field.below(), renamings.below(key));
        }
    }

    private void writeArguments(List<Argument> arguments) {
        char before = '(';
        for (Argument argument : arguments) {
            text.append(before).append(argument.getName()).append(':');
            text.append(AstPrinter.printAstCompact(argument.getValue()));
            collectVariables(argument.getValue());
            before = ',';
        }
        text.append(')');
    }

    private void collectVariables(Node<?> value) {
        if (value instanceof VariableReference variable) {
            variables.add(variable.getName());
        }
        value.getChildren().forEach(child -> collectVariables((Node<?>) child));
    }

    private void separate() {
        char last = text.charAt(text.length() - 1);
        if (Character.isLetterOrDigit(last) || last == '_') {
            text.append(' ');
        }
    }

    private static boolean clash(FieldDraft one, FieldDraft other) {
        if (!one.key().equals(other.key())) {
            return false;
        }
        if (one.below() == null || other.below() == null) {
            return !sameShape(one.type(), other.type(), true) || one.below() != other.below();
        }
        return !sameShape(one.type(), other.type(), false) || clashBelow(one.below(), other.below());
    }

    private static boolean clashBelow(SelectionDraft one, SelectionDraft other) {
        return one != other
                && one.branches().values().stream()
                        .flatMap(fields -> fields.values().stream())
                        .anyMatch(field -> other.branches().values().stream()
                                .map(fields -> fields.get(field.key()))
                                .anyMatch(match -> match != null && clash(field, match)));
    }

    @SuppressWarnings("rawtypes") // as graphql-java declares it
    private static boolean sameShape(Type one, Type other, boolean leaf) {
        if (one instanceof NonNullType a && other instanceof NonNullType b) {
            return sameShape(a.getType(), b.getType(), leaf);
        }
        if (one instanceof ListType a && other instanceof ListType b) {
            return sameShape(a.getType(), b.getType(), leaf);
        }
        return one instanceof TypeName a
                && other instanceof TypeName b
                && (!leaf || a.getName().equals(b.getName()));
    }
}
