package io.weir.delivery.ledger;

import io.vertx.sqlclient.Tuple;
import io.weir.bus.ChangeDeliveries;
import io.weir.bus.ReadDeliveries;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of operators. Whoever changes deliveries locks their subscriptions first: turns are given under that lock,
 * so that none comes in below one that an owner has seen.
 */
final class OperatorSql {

    static final String SUBSCRIPTIONS = """
            select s.name, s.enabled, s.since, s.reason, s.position,
              case when s.lease_until > now() then s.node end as owner,
              (select count(*) from weir.delivery d where d.subscription = s.name and d.state = 'PENDING') as pending,
              (select count(*) from weir.delivery d where d.subscription = s.name and d.state = 'DEAD') as dead,
              (select (extract(epoch from greatest(interval '0', now() - min(d.due_at))) * 1000)::bigint
                from weir.delivery d where d.subscription = s.name and d.state = 'PENDING') as oldest_millis
            from weir.delivery_subscription s
            where cardinality($1::text[]) = 0 or s.name = any ($1::text[])
            order by s.name""";

    static final String ENABLE = """
            update weir.delivery_subscription
            set since = case when enabled = $2 then since else now() end,
              reason = case when $2 then null when enabled then $3 else reason end,
              enabled = $2, failing_since = null, changes = changes + 1
            where name = $1""";

    private static final String REPORT = """
            select d.number, d.id, d.subscription, d.provider, d.topic, d.position, d.root, d.key, d.state, d.step, d.attempts,
              d.log::text as log, d.failure, d.due_at, d.created_at, d.finished_at, d.depth,
              length(d.payload) as payload_size, coalesce(length(d.data), 0) as data_size""";

    private static final String PAYLOADS =
            ", d.payload, d.data, case when d.step = 'THEN' then d.before end as response";

    private static final String WITHOUT_PAYLOADS =
            ", null::bytea as payload, null::bytea as data, null::bytea as response";

    private static final String CHOSEN = """
            with locked as (
              select name from weir.delivery_subscription
              where name in (select d.subscription from weir.delivery d where %1$s) order by name for update
            ), chosen as (
              select d.number from weir.delivery d join locked on locked.name = d.subscription
              where %1$s order by d.number limit %2$d
            ),\s""";

    private static final String CHANGED = """
            changed as (
              update weir.delivery_subscription set changes = changes + 1
              where name in (select subscription from done)
            )
            select subscription, count(*) as count, max(number) as last from done group by subscription""";

    private static final String SEND_AGAIN = """
            turns as (
              select c.number, nextval('weir.delivery_number') as turn from (select * from chosen order by number) c
            ), done as (
              update weir.delivery d
              set state = 'PENDING', turn = turns.turn, due_at = now(), finished_at = null, spent = d.attempts, blocks = false
              from turns where d.number = turns.number and d.state = 'DEAD'
              returning d.subscription, d.number
            ),\s""";

    private static final String FORGET = """
            done as (
              delete from weir.delivery d using chosen where d.number = chosen.number and d.state in ('DEAD', 'PENDING')
              returning d.subscription, d.number
            ),\s""";

    private OperatorSql() {}

    /** A statement and its values. */
    record Query(String text, Tuple values) {}

    static Query read(ReadDeliveries asked) {
        Conditions conditions = new Conditions();
        conditions.ids(asked.ids());
        conditions.equal("d.subscription", asked.subscription());
        conditions.equal("d.key", asked.key() == null ? null : DeliveryIds.key(asked.key()));
        if (asked.state() != null) {
            conditions.add("d.state = '" + asked.state().name() + "'"); // as the partial indexes have it
        }
        if (asked.after() > 0) {
            conditions.add("d.number " + (asked.newestFirst() ? "<" : ">") + " $%d", asked.after());
        }
        String order = " order by d.number" + (asked.newestFirst() ? " desc" : "") + " limit ";
        return new Query(
                REPORT + (asked.payloads() ? PAYLOADS : WITHOUT_PAYLOADS) + " from weir.delivery d where "
                        + conditions.text() + order + Math.max(1, asked.limit()),
                conditions.values());
    }

    /** Some of those behind a number. */
    static Query change(ChangeDeliveries asked, long after, int most) {
        Conditions conditions = new Conditions();
        conditions.ids(asked.ids());
        conditions.equal("d.subscription", asked.subscription());
        boolean again = asked.change() == ChangeDeliveries.Change.REDELIVER;
        conditions.add(again || asked.ids().isEmpty() ? "d.state = 'DEAD'" : "d.state in ('DEAD', 'PENDING')");
        if (again) {
            conditions.add("d.root <> ''"); // what is missing in the log cannot be sent
        }
        conditions.add("d.number > $%d", after);
        String chosen = CHOSEN.formatted(conditions.text(), most);
        return new Query(chosen + (again ? SEND_AGAIN : FORGET) + CHANGED, conditions.values());
    }

    private static final class Conditions {

        private final List<String> all = new ArrayList<>(List.of("true"));
        private final Tuple values = Tuple.tuple();

        void add(String condition) {
            all.add(condition);
        }

        void add(String condition, Object value) {
            values.addValue(value);
            all.add(condition.formatted(values.size()));
        }

        void equal(String column, @Nullable String value) {
            if (value != null) {
                add(column + " = $%d", value);
            }
        }

        void ids(List<String> ids) {
            if (!ids.isEmpty()) {
                add(
                        "d.id = any ($%d::uuid[])",
                        ids.stream().flatMap(id -> DeliveryIds.of(id).stream()).toArray(UUID[]::new));
            }
        }

        String text() {
            return String.join(" and ", all);
        }

        Tuple values() {
            return values;
        }
    }
}
