package io.weir.log.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.weir.bus.LoggedEvent;
import io.weir.config.WeirConfig;
import io.weir.store.Store;
import io.weir.store.StoreException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log in PostgreSQL. Where an answer is lost with its connection, the statement runs again; none does harm twice. */
public final class PgLog implements LogLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PgLog.class);

    /** How large a page becomes before its last event. */
    private static final long PAGE_BYTES = 1 << 20;

    private static final UUID[] NO_DIGESTS = {};
    private static final Buffer[] NO_IDS = {};
    private static final Long[] NO_NUMBERS = {};
    private static final Short[] NO_DEPTHS = {};

    private final Store store;

    /** The log in a store that is started elsewhere. */
    public PgLog(Store store) {
        this.store = store;
    }

    @Override
    public Future<Head> head() {
        return ask(LogSql.HEAD, Tuple.tuple(), rows -> head(only(rows)));
    }

    @Override
    public Future<Last> last(List<TopicName> topics) {
        Tuple values = names(topics, TopicName::topic);
        return ask(
                LogSql.LAST,
                values,
                rows -> new Last(head(only(rows)), only(rows).getLong("last")));
    }

    @Override
    public Future<Stretch> lastOf(List<TopicName> patterns, long after, @Nullable Long below, int limit) {
        Tuple values = names(patterns, name -> TopicRegex.of(name.topic()))
                .addLong(after)
                .addLong(below)
                .addLong((long) limit);
        return ask(LogSql.LAST_OF, values, rows -> {
            Row row = only(rows);
            Long lowest = row.getLong("passed") < limit ? null : row.getLong("lowest");
            return new Stretch(head(row), row.getLong("last"), lowest);
        });
    }

    @Override
    public Future<Appended> append(UUID writer, long batch, List<NewEvent> events) {
        Tuple values = Tuple.of(writer, batch)
                .addArrayOfString(events.stream().map(NewEvent::provider).toArray(String[]::new))
                .addArrayOfString(events.stream().map(NewEvent::topic).toArray(String[]::new))
                .addArrayOfUUID(orNone(events, NewEvent::digest, UUID[]::new, NO_DIGESTS))
                .addArrayOfBuffer(orNone(events, PgLog::text, Buffer[]::new, NO_IDS))
                .addArrayOfLong(orNone(events, PgLog::number, Long[]::new, NO_NUMBERS))
                .addArrayOfShort(orNone(events, PgLog::depth, Short[]::new, NO_DEPTHS))
                .addArrayOfBuffer(events.stream().map(NewEvent::payload).toArray(Buffer[]::new));
        return ask(LogSql.APPEND, values, rows -> appended(only(rows)));
    }

    @Override
    public Future<Moved> moveModels(int limit, long bytes) {
        return ask(LogSql.MOVE_MODELS, Tuple.of(limit, bytes), rows -> moved(only(rows)));
    }

    @Override
    public Future<Page> read(String provider, String topic, long after, int limit) {
        return ask(
                LogSql.READ,
                Tuple.of(after, (long) limit, PAGE_BYTES, topic, provider),
                rows -> page(rows, limit, row -> event(row, provider, topic)));
    }

    @Override
    public Future<Page> readAll(long after, int limit) {
        return ask(LogSql.READ_ALL, Tuple.of(after, (long) limit, PAGE_BYTES), rows -> page(rows, limit, PgLog::event));
    }

    @Override
    public Future<Page> history(List<TopicName> topics, OwnId id, long after, int limit) {
        Tuple values = Tuple.of(after, (long) limit, PAGE_BYTES);
        values.addArrayOfString(topics.stream().map(TopicName::provider).toArray(String[]::new))
                .addArrayOfString(topics.stream().map(TopicName::topic).toArray(String[]::new))
                .addBuffer(Buffer.buffer(id.text()))
                .addLong(id.number());
        return ask(LogSql.HISTORY, values, rows -> page(rows, limit, PgLog::event));
    }

    @Override
    public Future<Place> place(String provider, List<String> patterns, long position) {
        return ask(LogSql.PLACE, names(provider, patterns).addLong(position), rows -> {
            Row row = only(rows);
            return new Place(head(row), row.getLong("since"), row.getBoolean("given"), null, null, false, null);
        });
    }

    @Override
    public Future<Place> place(String provider, String topic, List<String> patterns, OwnId id) {
        Tuple values = names(provider, patterns).addString(topic);
        if (id.number() == null) {
            return ask(LogSql.PLACE_OF_TEXT, values.addBuffer(Buffer.buffer(id.text())), rows -> {
                Row row = only(rows);
                return new Place(head(row), row.getLong("since"), false, row.getLong("exact"), null, false, null);
            });
        }
        return ask(LogSql.PLACE_OF_NUMBER, values.addLong(id.number()), rows -> {
            Row row = only(rows);
            return new Place(
                    head(row),
                    row.getLong("since"),
                    false,
                    row.getLong("exact"),
                    row.getLong("below"),
                    row.getBoolean("above"),
                    row.getLong("smallest"));
        });
    }

    @Override
    public Future<Void> register(String provider, List<String> patterns) {
        return ask(LogSql.REGISTER, names(provider, patterns), rows -> null);
    }

    @Override
    public Future<List<String>> retire(String provider, List<String> kept) {
        return ask(LogSql.RETIRE, names(provider, kept), PgLog::texts);
    }

    @Override
    public Future<Void> forget(String provider, List<String> ended) {
        return ask(LogSql.FORGET, names(provider, ended), rows -> null);
    }

    @Override
    public Future<List<String>> registered(String provider) {
        return ask(LogSql.REGISTERED, Tuple.of(provider), PgLog::texts);
    }

    @Override
    public Future<List<String>> providers() {
        return ask(LogSql.PROVIDERS, Tuple.tuple(), PgLog::texts);
    }

    @Override
    public Future<List<Segment>> segments() {
        return ask(LogSql.SEGMENTS, Tuple.tuple(), rows -> {
            List<Segment> segments = new ArrayList<>();
            rows.forEach(row -> segments.add(segment(row)));
            return segments;
        });
    }

    @Override
    public Future<Boolean> advance(int current) {
        return ask(LogSql.ADVANCE, Tuple.of(current), rows -> only(rows).getBoolean("done"));
    }

    @Override
    public Future<Boolean> drop(int oldest) {
        return ask(LogSql.DROP, Tuple.of(oldest), rows -> only(rows).getBoolean("done"));
    }

    @Override
    public Future<Void> forgetWriters() {
        return ask(LogSql.FORGET_WRITERS, Tuple.tuple(), rows -> null);
    }

    /** A statement that is at fault itself is our mistake: the log has it, the caller only that it was not done. */
    private <T extends @Nullable Object> Future<T> ask(
            String statement, Tuple values, Function<RowSet<Row>, T> answer) {
        return store.repeat(statement, values).map(answer).recover(failure -> {
            if (failure instanceof StoreException) {
                return Future.failedFuture(failure);
            }
            LOG.atError().addKeyValue(LogKey.CAUSE, failure).log("a statement of the event log failed");
            return Future.failedFuture(new StoreException("the store refused a statement", failure));
        });
    }

    /** Nothing at all instead of an array of nulls: the statement then has less to do. */
    private static <T> T[] orNone(
            List<NewEvent> events, Function<NewEvent, @Nullable T> value, IntFunction<T[]> array, T[] none) {
        T[] values = events.stream().map(value).toArray(array);
        for (T each : values) {
            if (each != null) {
                return values;
            }
        }
        return none;
    }

    private static @Nullable Buffer text(NewEvent event) {
        OwnId id = event.id();
        return id == null || id.number() != null ? null : Buffer.buffer(id.text());
    }

    private static @Nullable Long number(NewEvent event) {
        OwnId id = event.id();
        return id == null ? null : id.number();
    }

    private static @Nullable Short depth(NewEvent event) {
        return event.depth() == 0 ? null : (short) event.depth();
    }

    private static Tuple names(String provider, List<String> patterns) {
        return Tuple.of(provider).addArrayOfString(patterns.toArray(String[]::new));
    }

    private static Tuple names(List<TopicName> topics, Function<TopicName, String> text) {
        return Tuple.tuple()
                .addArrayOfString(topics.stream().map(TopicName::provider).toArray(String[]::new))
                .addArrayOfString(topics.stream().map(text).toArray(String[]::new));
    }

    private static Row only(RowSet<Row> rows) {
        return rows.iterator().next();
    }

    private static List<String> texts(RowSet<Row> rows) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    private static Head head(Row row) {
        return new Head(row.getLong("store"), row.getLong("head"), row.getLong("dropped"));
    }

    private static Appended appended(Row row) {
        return new Appended(
                row.getLong("store"),
                row.getLong("after"),
                row.getLong("through"),
                Set.copyOf(Arrays.asList(row.getArrayOfUUIDs("known"))),
                row.getBoolean("repeated"));
    }

    private static Moved moved(Row row) {
        String[] topics = row.getArrayOfStrings("topics");
        if (topics == null) {
            return Moved.none(row.getBoolean("elsewhere"));
        }
        String[] ids = row.getArrayOfStrings("ids");
        Short[] depths = row.getArrayOfShorts("depths");
        Buffer[] payloads = row.getArrayOfBuffers("payloads");
        long after = row.getLong("after");
        List<LoggedEvent> events = new ArrayList<>(topics.length);
        for (int i = 0; i < topics.length; i++) {
            events.add(new LoggedEvent(
                    WeirConfig.DEFAULT_PROVIDER, topics[i], after + i + 1, ids[i], depths[i], payloads[i]));
        }
        return new Moved(false, row.getLong("store"), after, row.getLong("through"), events);
    }

    /** There is always a row: that of the head alone has no event. */
    private static Page page(RowSet<Row> rows, int limit, Function<Row, LoggedEvent> event) {
        List<LoggedEvent> events = new ArrayList<>();
        long bytes = 0;
        Row last = null;
        for (Row row : rows) {
            last = row;
            if (row.getLong("position") != null) {
                LoggedEvent read = event.apply(row);
                events.add(read);
                bytes += read.payload().length();
            }
        }
        Head head = head(Objects.requireNonNull(last));
        boolean cut = events.size() >= limit || bytes >= PAGE_BYTES;
        return new Page(head, events, cut ? events.get(events.size() - 1).position() : head.position());
    }

    private static LoggedEvent event(Row row) {
        return event(row, row.getString("provider"), row.getString("topic"));
    }

    private static LoggedEvent event(Row row, String provider, String topic) {
        Long number = row.getLong("number");
        Buffer id = row.getBuffer("id");
        String text = number != null ? OwnId.of(number).text() : id == null ? null : id.toString();
        return new LoggedEvent(
                provider, topic, row.getLong("position"), text, row.getShort("depth"), row.getBuffer("payload"));
    }

    private static Segment segment(Row row) {
        Long closed = row.getLong("closed_millis");
        return new Segment(
                row.getInteger("number"),
                Duration.ofMillis(row.getLong("open_millis")),
                closed == null ? null : Duration.ofMillis(closed),
                row.getLong("bytes"),
                row.getLong("used"));
    }
}
