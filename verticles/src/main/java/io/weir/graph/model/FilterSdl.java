package io.weir.graph.model;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SDL of filters: of rows, and of the images that events carry. */
final class FilterSdl {

    private static final String SHARED = """
            "In which direction to order."
            enum OrderDirection {
              ASC
              DESC
            }
            "Where a page stands among the others, as the Relay specification of cursor connections has it."
            type PageInfo @shareable {
              hasNextPage: Boolean!
              hasPreviousPage: Boolean!
              startCursor: String
              endCursor: String
            }
            """;

    private FilterSdl() {}

    /** What all models share but filters of values. */
    static String shared() {
        return SHARED;
    }

    /** The filter of rows, and of lists of them. */
    static String filter(Model model) {
        String columns = columns(model).map(FilterSdl::column).collect(Collectors.joining());
        String references = model.references().stream()
                .map(reference -> "  %s: %sFilter\n".formatted(reference.field(), reference.target()))
                .collect(Collectors.joining());
        String lists = model.lists().stream()
                .map(list -> "  %s: %sListFilter\n".formatted(list.field(), list.target()))
                .collect(Collectors.joining());
        return """
                "A condition on %1$s: everything that it says must hold."
                input %1$sFilter {
                  AND: [%1$sFilter!]
                  OR: [%1$sFilter!]
                  NOT: %1$sFilter
                  "Of a field that refers to one: whether it is null."
                  isNull: Boolean
                %2$s}
                "A condition on the objects of a list."
                input %1$sListFilter {
                  "At least one is so."
                  some: %1$sFilter
                  "None is so."
                  none: %1$sFilter
                  "All are so; holds for an empty list."
                  every: %1$sFilter
                }
                """.formatted(model.name(), columns + references + lists);
    }

    /** The filter of what an event carries of a row. */
    static String imageFilter(Model model) {
        String columns = columns(model).map(FilterSdl::column).collect(Collectors.joining());
        String references = model.references().stream()
                .map(reference -> "  %s: ReferenceFilter\n".formatted(reference.field()))
                .collect(Collectors.joining());
        return """
                "A condition on what an event says of %1$s: everything that it says must hold."
                input %1$sImageFilter {
                  AND: [%1$sImageFilter!]
                  OR: [%1$sImageFilter!]
                  NOT: %1$sImageFilter
                %2$s}
                """.formatted(model.name(), columns + references);
    }

    /** A condition on a reference of which no more is known than the id. */
    static String reference() {
        return """
                "A condition on what a field refers to."
                input ReferenceFilter {
                  id: IDFilter
                  isNull: Boolean
                }
                """;
    }

    /** The filter of the values of a column's type. */
    static String values(Column column) {
        String name = filterName(column);
        return column.list()
                ? """
                "A condition on a list of %1$s."
                input %2$s {
                  "One of its elements."
                  has: %1$s
                  isNull: Boolean
                }
                """.formatted(column.typeName(), name)
                : """
                "A condition on a value of type %1$s; null is equal to nothing, so `ne` and `notIn` hold for values alone."
                input %2$s {
                %3$s  isNull: Boolean
                }
                """.formatted(column.typeName(), name, operators(column));
    }

    /** The name of the filter of a column's type. */
    static String filterName(Column column) {
        return column.typeName() + (column.list() && column.type() != ColumnType.JSON ? "ListFilter" : "Filter");
    }

    private static String operators(Column column) {
        String type = column.typeName();
        Stream<String> equal = Stream.of("eq: " + type, "ne: " + type, "in: [" + type + "!]", "notIn: [" + type + "!]");
        Stream<String> order = Stream.of("lt", "lte", "gt", "gte").map(name -> name + ": " + type);
        Stream<String> text = Stream.of("contains", "startsWith", "endsWith").map(name -> name + ": String");
        Stream<String> all = switch (column.type()) {
            case JSON -> Stream.of();
            case BOOLEAN, ENUM -> equal;
            case ID, STRING -> Stream.of(equal, order, text).flatMap(operators -> operators);
            default -> Stream.concat(equal, order);
        };
        return all.map(operator -> "  " + operator + "\n").collect(Collectors.joining());
    }

    private static String column(Column column) {
        return "  %s: %s\n".formatted(column.field(), filterName(column));
    }

    private static Stream<Column> columns(Model model) {
        return Stream.concat(Model.common(), model.columns().stream());
    }
}
