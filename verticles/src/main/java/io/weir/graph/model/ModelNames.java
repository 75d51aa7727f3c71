package io.weir.graph.model;

import graphql.language.Definition;
import graphql.language.EnumTypeDefinition;
import graphql.language.TypeDefinition;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What is generated is called. */
public final class ModelNames {

    /** Types that are generated once, whatever the models are called. */
    static final List<String> SHARED = List.of(
            "PageInfo",
            "OrderDirection",
            "ReferenceFilter",
            "IDFilter",
            "StringFilter",
            "IntFilter",
            "FloatFilter",
            "BooleanFilter",
            "DecimalFilter",
            "DateTimeFilter",
            "DateFilter",
            "JSONFilter",
            "IDListFilter",
            "StringListFilter",
            "IntListFilter",
            "FloatListFilter",
            "BooleanListFilter",
            "DecimalListFilter",
            "DateTimeListFilter",
            "DateListFilter");

    private static final List<String> OF_MODELS = List.of(
            "%sConnection",
            "%sEdge",
            "%sFilter",
            "%sListFilter",
            "%sOrder",
            "%sOrderField",
            "Create%sInput",
            "Update%sInput",
            "%sImage",
            "%sImageFilter",
            "%sEvent",
            "%sEventFilter");

    private static final List<String> OF_ENUMS = List.of("%sFilter", "%sListFilter");

    private static final Set<Character> VOWELS = Set.of('a', 'e', 'i', 'o', 'u');

    private ModelNames() {}

    /** The names of all types that may be generated for a schema; none where it has no model. */
    public static Set<String> types(Collection<Definition<?>> users) {
        Set<String> names = new HashSet<>();
        users.stream()
                .filter(ModelNames::model)
                .flatMap(model -> ofModel(((TypeDefinition<?>) model).getName()))
                .forEach(names::add);
        if (names.isEmpty()) {
            return names;
        }
        names.addAll(SHARED);
        users.stream()
                .filter(EnumTypeDefinition.class::isInstance)
                .flatMap(type -> ofEnum(((EnumTypeDefinition) type).getName()))
                .forEach(names::add);
        return names;
    }

    private static boolean model(Definition<?> definition) {
        return definition instanceof TypeDefinition<?> type && type.hasDirective(ModelDirectives.MODEL);
    }

    /** The types that are generated for a model. */
    static Stream<String> ofModel(String model) {
        return OF_MODELS.stream().map(pattern -> pattern.formatted(model));
    }

    /** The types that are generated for an enum that a model has. */
    static Stream<String> ofEnum(String type) {
        return OF_ENUMS.stream().map(pattern -> pattern.formatted(type));
    }

    /** The query of one: {@code Order} gives {@code order}. */
    static String singular(String type) {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    /** The query of many, as English has it where it is regular. */
    static String plural(String singular) {
        int last = singular.length() - 1;
        if (singular.endsWith("y") && last > 0 && !VOWELS.contains(singular.charAt(last - 1))) {
            return singular.substring(0, last) + "ies";
        }
        boolean hissing = Stream.of("s", "x", "z", "ch", "sh").anyMatch(singular::endsWith);
        return singular + (hissing ? "es" : "s");
    }
}
