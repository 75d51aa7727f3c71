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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what a subgraph is asked for as text, with no character too many. Fragments stand for types only. Where two
 * types of one selection have a field of one name but of unlike types, the later one is asked for under another alias,
 * since GraphQL refuses the text otherwise (GraphQL specification, section 5.3.2).
 */
final class SelectionText {

    private final StringBuilder text;
    private final Set<String> variables;

    /** Appends to {@code text}; adds the variables that it uses to {@code variables}. */
    SelectionText(StringBuilder text, Set<String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** What is asked of objects at one place. */
    void write(SelectionDraft selection, Renamings renamings) {
        text.append('{');
        writeInside(selection, renamings, new ArrayList<>());
        text.append('}');
    }

    /** What is asked of a root object, without braces. */
    void writeFields(SelectionDraft selection, Renamings renamings) {
        writeInside(selection, renamings, new ArrayList<>());
    }

    /** What is asked of entities of several types. */
    void writeEntities(Collection<SelectionDraft> selections, Renamings renamings) {
        List<FieldDraft> seen = new ArrayList<>();
        text.append('{');
        Set<String> written = new HashSet<>();
        for (SelectionDraft selection : selections) {
            int start = text.length();
            text.append("...on ").append(selection.type()).append('{');
            writeInside(selection, renamings, seen);
            text.append('}');
            if (!written.add(text.substring(start))) { // several types that are one to the subgraph
                text.setLength(start);
            }
        }
        text.append('}');
    }

    private void writeInside(SelectionDraft selection, Renamings renamings, List<FieldDraft> seen) {
        Map<String, Map<String, FieldDraft>> branches = selection.branches();
        Map<String, FieldDraft> forAll = branches.getOrDefault(selection.type(), Map.of());
        if (selection.typename() || branches.isEmpty()) {
            text.append("__typename");
        }
        writeFields(selection.type(), forAll.values(), renamings, seen);
        branches.forEach((type, fields) -> {
            if (!type.equals(selection.type())) {
                text.append("...on ").append(type).append('{');
                writeFields(type, fields.values(), renamings, seen);
                text.append('}');
            }
        });
    }

    private void writeFields(String branch, Collection<FieldDraft> fields, Renamings renamings, List<FieldDraft> seen) {
        List<FieldDraft> before = List.copyOf(seen);
        for (FieldDraft field : fields) {
            boolean clashes = before.stream().anyMatch(other -> clash(other, field));
            String key = clashes ? field.key() + "__" + branch : field.key();
            if (clashes) {
                renamings.rename(key, field.key());
            }
            writeField(key, field, renamings);
            seen.add(field);
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
