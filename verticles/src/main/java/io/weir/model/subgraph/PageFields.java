package io.weir.model.subgraph;

import graphql.schema.DataFetchingEnvironment;
import io.weir.model.read.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of connections, of their edges, and of {@code PageInfo}; the source of the first and the last is the page. */
final class PageFields {

    private PageFields() {}

    /** A row and its place on the page. */
    record Edge(Page page, Row row) {
        String cursor() {
            return page.cursor(row.image());
        }
    }

    static List<Row> nodes(DataFetchingEnvironment environment) {
        Page page = given(environment);
        return page.rows().stream().map(image -> row(page, image)).toList();
    }

    static List<Edge> edges(DataFetchingEnvironment environment) {
        Page page = given(environment);
        return page.rows().stream()
                .map(image -> new Edge(page, row(page, image)))
                .toList();
    }

    static long total(DataFetchingEnvironment environment) {
        return page(environment).total();
    }

    static boolean hasNext(DataFetchingEnvironment environment) {
        return page(environment).hasNext();
    }

    static boolean hasPrevious(DataFetchingEnvironment environment) {
        return page(environment).hasPrevious();
    }

    static @Nullable String start(DataFetchingEnvironment environment) {
        Page page = page(environment);
        return page.rows().isEmpty() ? null : page.cursor(page.rows().get(0));
    }

    static @Nullable String end(DataFetchingEnvironment environment) {
        Page page = page(environment);
        return page.rows().isEmpty()
                ? null
                : page.cursor(page.rows().get(page.rows().size() - 1));
    }

    static Edge edge(DataFetchingEnvironment environment) {
        return Objects.requireNonNull(environment.<Edge>getSource(), "an edge");
    }

    private static Page given(DataFetchingEnvironment environment) {
        Page page = page(environment);
        ModelRequest.of(environment.getGraphQlContext()).give(page.rows().size());
        return page;
    }

    private static Page page(DataFetchingEnvironment environment) {
        return Objects.requireNonNull(environment.<Page>getSource(), "a page");
    }

    private static Row row(Page page, Map<String, @Nullable Object> image) {
        return new Row(page.request().model(), image);
    }
}
