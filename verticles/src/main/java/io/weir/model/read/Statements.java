package io.weir.model.read;

import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.model.table.Image;
import io.weir.model.table.Tables;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked in, statements out. Their texts hold names of the schema and nothing of a client. */
final class Statements {

    private static final String ROW = "r";

    /** Images of a query as they come, and null instead of those behind the most bytes that an answer may have. */
    private static final String BOUNDED = """
            select %1$s case when b.bytes <= %2$d then b.image end as image from (
              select q.*, sum(octet_length(q.image)) over (rows unbounded preceding) as bytes from (%3$s) q
            ) b""";

    private Statements() {}

    /** Columns {@code id} and {@code image}, which is null where all of them are too large. */
    static Statement rows(Model model, Collection<String> ids) {
        Parameters parameters = new Parameters();
        String text = "select %2$s as id, %3$s::text as image from %1$s r where %2$s = any (%4$s) offset 0"
                .formatted(
                        Tables.table(model),
                        ROW + "." + Tables.column(Model.ID),
                        Image.of(model, ROW),
                        parameters.add(ColumnType.ID, List.copyOf(ids)));
        return new Statement(bounded("b.id,", text), parameters);
    }

    /**
     * One row: {@code images} in the direction of the request, one more than asked for where there is one, null where all
     * of them are too large; {@code total};
     * and whether there are rows {@code before} the place where the page begins and {@code behind} that where it ends.
     */
    static Statement page(Models models, PageRequest request) {
        Parameters parameters = new Parameters();
        Order order = request.order();
        String rows = "from %s %s where %s"
                .formatted(
                        Tables.table(request.model()),
                        ROW,
                        new Conditions(models, parameters).of(request.model(), ROW, request.filter()));
        Keyset after = keyset(order, request.after(), parameters);
        Keyset before = keyset(order.reversed(), request.before(), parameters);
        String text = "select %s as images, %s as total, %s as before, %s as behind"
                .formatted(
                        request.part().rows() ? images(request, rows, after, before, parameters) : "array[]::text[]",
                        request.part().total() ? "(select count(*) " + rows + ")" : "0::bigint",
                        request.part().bounds() ? exists(rows, after) : "false",
                        request.part().bounds() ? exists(rows, before) : "false");
        return new Statement(text, parameters);
    }

    private static String images(
            PageRequest request, String rows, @Nullable Keyset after, @Nullable Keyset before, Parameters parameters) {
        Order order = request.backward() ? request.order().reversed() : request.order();
        String images = "select %s::text as image %s%s%s order by %s limit %s"
                .formatted(
                        Image.of(request.model(), ROW),
                        rows,
                        after == null ? "" : " and " + after.behind(),
                        before == null ? "" : " and " + before.behind(),
                        order.sql(ROW),
                        parameters.add(request.size() + 1L));
        return "array(" + bounded("", images) + ")";
    }

    /** @param others the query's columns beside {@code image} */
    private static String bounded(String others, String query) {
        return BOUNDED.formatted(others, Reads.MOST_BYTES, query);
    }

    private static String exists(String rows, @Nullable Keyset place) {
        return place == null ? "false" : "exists (select %s and %s)".formatted(rows, place.upTo());
    }

    private static @Nullable Keyset keyset(Order order, @Nullable List<@Nullable String> place, Parameters parameters) {
        return place == null ? null : new Keyset(order, place, ROW, parameters);
    }

    /**
     * Columns {@code owner} and {@code image}, which is null where all of them are too large; one owner after another, each one's rows in the order asked for: a lateral
     * join goes through them as they come.
     */
    static Statement lists(Models models, ListRequest request, Collection<String> owners) {
        Parameters parameters = new Parameters();
        Model target = models.get(request.list().target());
        String order = request.orderBy().isEmpty()
                ? Links.order(request.list(), ROW)
                : Order.of(target, request.orderBy()).sql(ROW);
        String owned = parameters.add(ColumnType.ID, List.copyOf(owners));
        String images = "select %s::text as image from %s where %s and %s order by %s limit %s"
                .formatted(
                        Image.of(target, ROW),
                        Links.from(request.owner(), request.list(), target, ROW),
                        Links.owned(request.list(), ROW, "o.id"),
                        new Conditions(models, parameters).of(target, ROW, request.filter()),
                        order,
                        parameters.add(request.size()));
        String text = """
                select o.id as owner, i.image
                  from unnest(%s) as o (id) cross join lateral unnest(array(%s)) as i (image)
                 limit %s""".formatted(owned, bounded("", images), parameters.add(Reads.MOST_ROWS + 1L));
        return new Statement(bounded("b.owner,", text), parameters);
    }
}
