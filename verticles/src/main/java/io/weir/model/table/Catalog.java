package io.weir.model.table;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of models as the database has them: its catalog is asked, nothing is remembered. What operators add beside,
 * such as indexes of other names, is not seen. Blocks.
 */
final class Catalog {

    private static final String COLUMNS = """
            select t.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   pg_get_expr(d.adbin, d.adrelid)
            from pg_class t
            join pg_namespace s on s.oid = t.relnamespace and s.nspname = 'weir_model'
            join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
            where t.relkind in ('r', 'p')
            order by t.relname, a.attnum""";

    private static final String CONSTRAINTS = """
            select t.relname, c.conname, c.contype, pg_get_constraintdef(c.oid), o.relname, c.confdeltype = 'c',
                   (select string_agg(a.attname, ' ' order by k.n) from unnest(c.conkey) with ordinality as k (attnum, n)
                    join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum)
            from pg_constraint c
            join pg_class t on t.oid = c.conrelid
            join pg_namespace s on s.oid = t.relnamespace and s.nspname = 'weir_model'
            left join pg_class o on o.oid = c.confrelid
            where c.contype in ('c', 'f', 'p')""";

    private static final String INDEXES = """
            select t.relname, i.relname, x.indisunique, pg_get_expr(x.indpred, x.indrelid), x.indisvalid,
                   (select string_agg(coalesce(a.attname, '?'), ' ' order by k.n)
                    from unnest(x.indkey) with ordinality as k (attnum, n)
                    left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum)
            from pg_index x
            join pg_class i on i.oid = x.indexrelid
            join pg_class t on t.oid = x.indrelid
            join pg_namespace s on s.oid = t.relnamespace and s.nspname = 'weir_model'
            where not x.indisprimary
            order by i.relname""";

    private static final String TRIGGERS = """
            select t.relname, g.tgname
            from pg_trigger g
            join pg_class t on t.oid = g.tgrelid
            join pg_namespace s on s.oid = t.relnamespace and s.nspname = 'weir_model'
            where not g.tgisinternal""";

    /** An enum's values are names. */
    private static final Pattern VALUE = Pattern.compile("'([_A-Za-z0-9]+)'");

    private static final Pattern LINK = Pattern.compile(".*(\\.foreign|~[0-9a-f]{16})");

    private final Connection connection;
    private final Map<String, Found> tables = new LinkedHashMap<>();

    private Catalog(Connection connection) {
        this.connection = connection;
    }

    /** What has been read of a table so far. */
    private static final class Found {
        private final Map<String, ColumnShape> columns = new LinkedHashMap<>();
        private final Map<String, IndexShape> indexes = new LinkedHashMap<>();
        private final Set<String> clocks = new LinkedHashSet<>();
        private List<String> key = List.of();
    }

    /** The tables by name. */
    static Map<String, TableShape> read(Connection connection) throws SQLException {
        Catalog catalog = new Catalog(connection);
        catalog.rows(COLUMNS, catalog::column);
        catalog.rows(CONSTRAINTS, catalog::constraint);
        catalog.rows(INDEXES, catalog::index);
        catalog.rows(TRIGGERS, catalog::trigger);
        Map<String, TableShape> shapes = new LinkedHashMap<>();
        catalog.tables.forEach((name, found) ->
                shapes.put(name, new TableShape(name, found.columns, found.key, found.indexes, found.clocks)));
        return shapes;
    }

    /** Takes one row. */
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void rows(String query, Reader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private void column(ResultSet row) throws SQLException {
        String type = row.getString(3).replace("timestamp with time zone", "timestamptz");
        ColumnShape column = new ColumnShape(
                type, row.getBoolean(4), Optional.ofNullable(row.getString(5)), Set.of(), Optional.empty());
        tables.computeIfAbsent(row.getString(1), name -> new Found()).columns.put(row.getString(2), column);
    }

    private void constraint(ResultSet row) throws SQLException {
        Found table = found(row);
        List<String> columns = words(row.getString(7));
        if (row.getString(3).equals("p")) {
            table.key = columns;
            return;
        }
        String column = columns.size() == 1 ? columns.get(0) : "";
        ColumnShape plain = table.columns.get(column);
        if (plain == null) {
            return; // an operator's own
        }
        String name = row.getString(2);
        if (row.getString(3).equals("f") && LINK.matcher(name).matches()) {
            table.columns.put(column, plain.to(new ColumnShape.Link(name, row.getString(5), row.getBoolean(6))));
        } else if (name.equals(TableShape.check(row.getString(1), column))) {
            table.columns.put(
                    column,
                    new ColumnShape(
                            plain.type(), plain.required(), plain.initial(), values(row.getString(4)), plain.link()));
        }
    }

    private void index(ResultSet row) throws SQLException {
        boolean valid = row.getBoolean(5);
        List<String> columns = valid ? words(row.getString(6)) : new ArrayList<>();
        found(row).indexes.put(row.getString(2), new IndexShape(columns, row.getBoolean(3), values(row.getString(4))));
    }

    private void trigger(ResultSet row) throws SQLException {
        Found table = found(row);
        String name = row.getString(2);
        table.columns.keySet().stream()
                .filter(column -> TableShape.since(column).equals(name))
                .forEach(table.clocks::add);
    }

    private Found found(ResultSet row) throws SQLException {
        return Objects.requireNonNull(tables.get(row.getString(1)), "has columns");
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    private static Set<String> values(@Nullable String expression) {
        Set<String> values = new TreeSet<>();
        Matcher matcher = VALUE.matcher(expression == null ? "" : expression);
        while (matcher.find()) {
            values.add(matcher.group(1));
        }
        return values;
    }
}
