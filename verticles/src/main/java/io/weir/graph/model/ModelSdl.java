package io.weir.graph.model;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SDL that a model gives the subgraph of the store, but for its own type. */
final class ModelSdl {

    private final Model model;

    ModelSdl(Model model) {
        this.model = model;
    }

    /** The types that it needs, and its root fields. */
    String text() {
        return queries() + pages() + order() + FilterSdl.filter(model) + mutations() + inputs();
    }

    private String queries() {
        return """
                type Query {
                  "The %1$s of this id; null when there is none."
                  %2$s(id: ID!): %1$s
                  "Every %1$s for which the filter holds, page by page: the first 100 unless `first` or `last` says otherwise, at most 1000."
                  %3$s(filter: %1$sFilter, orderBy: [%1$sOrder!], first: Int, after: String, last: Int, before: String): %1$sConnection!
                }
                """.formatted(model.name(), model.singular(), model.plural());
    }

    private String pages() {
        return """
                "A page of the connection to %1$s."
                type %1$sConnection {
                  edges: [%1$sEdge!]!
                  "The objects of the edges."
                  nodes: [%1$s!]!
                  pageInfo: PageInfo!
                  "How many there are on all pages."
                  totalCount: Int!
                }
                "One %1$s of a page."
                type %1$sEdge {
                  node: %1$s!
                  "Names this place in `after` and `before`."
                  cursor: String!
                }
                """.formatted(model.name());
    }

    private String order() {
        String fields = columns()
                .filter(column -> !column.list() && column.type() != ColumnType.JSON)
                .map(column -> "  " + column.field() + "\n")
                .collect(Collectors.joining());
        return """
                "How to order: by the first of these, where it is equal by the second, and so on."
                input %1$sOrder {
                  field: %1$sOrderField!
                  direction: OrderDirection! = ASC
                }
                "What to order by."
                enum %1$sOrderField {
                %2$s}
                """.formatted(model.name(), fields);
    }

    private String mutations() {
        return """
                type Mutation {
                  "Stores a new %1$s."
                  create%1$s(input: Create%1$sInput!): %1$s!
                  "Changes the fields that the input has; null when there is no %1$s of this id."
                  update%1$s(
                    id: ID!
                    input: Update%1$sInput!
                    "The version that it must have; the error VERSION_CONFLICT when it has another."
                    expectedVersion: Int
                  ): %1$s
                  "Deletes it and gives it as it was; null when there is no %1$s of this id."
                  delete%1$s(id: ID!): %1$s
                }
                """.formatted(model.name());
    }

    private String inputs() {
        return """
                "A new %1$s."
                input Create%1$sInput {
                  "Without it the new one gets an id of its own."
                  id: ID
                %2$s}
                "What changes of %4$s %1$s: what is left out stays, null clears."
                input Update%1$sInput {
                %3$s}
                """.formatted(model.name(), fields(true), updates(), article());
    }

    /** An input needs a field. */
    private String updates() {
        String fields = fields(false);
        return fields.isEmpty() ? "  \"There is nothing to change.\"\n  _: Boolean\n" : fields;
    }

    private String article() {
        return "AEIOU".indexOf(model.name().charAt(0)) >= 0 ? "an" : "a";
    }

    private String fields(boolean create) {
        Stream<String> columns = model.columns().stream()
                .map(column -> column.field() + ": " + type(column)
                        + (create && column.required() && column.initial().isEmpty() ? "!" : ""));
        Stream<String> references = model.references().stream()
                .map(reference -> reference.field() + ": ID" + (create && reference.required() ? "!" : ""));
        Stream<String> pairs =
                model.lists().stream().filter(list -> list.inverse().isEmpty()).map(list -> list.field() + ": [ID!]");
        return Stream.of(columns, references, pairs)
                .flatMap(fields -> fields)
                .map(field -> "  " + field + "\n")
                .collect(Collectors.joining());
    }

    private static String type(Column column) {
        return column.list() ? "[" + column.typeName() + "!]" : column.typeName();
    }

    private Stream<Column> columns() {
        return Stream.concat(Model.common(), model.columns().stream());
    }
}
