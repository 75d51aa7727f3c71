package io.weir.delivery.ledger;

/**
 * The statements of owners; {@code V6__deliveries.sql} has their tables. Times are the database's. What an owner writes is
 * fenced by its subscription's row, whose lock for that no other write of an owner waits for, but a change of owners does.
 */
final class DeliverySql {

    /** For the log of attempts. */
    private static final String TIME = "to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

    static final String CREATE = """
            insert into weir.delivery_subscription (name, store, position, topics) values ($1, $2, $3, $4)
            on conflict (name) do nothing""";

    static final String KNOWN = "select name from weir.delivery_subscription where name = any ($1::text[])";

    /** A node that was not heard of for a day is forgotten. */
    static final String ATTEND = """
            with me as (
              insert into weir.delivery_node (id) values ($1) on conflict (id) do update set seen_at = now()
            ), gone as (
              delete from weir.delivery_node where seen_at < now() - interval '1 day' and id <> $1
            )
            select 1 + count(*) as nodes from weir.delivery_node
            where id <> $1 and seen_at > now() - $2 * interval '1 millisecond'""";

    static final String LEAVE = "delete from weir.delivery_node where id = $1";

    static final String CLAIM = """
            with free as (
              select name from weir.delivery_subscription
              where name = any ($1::text[]) and enabled
                and (lease_until is null or lease_until <= now() - $3 * interval '1 millisecond')
              order by lease_until nulls first, name
              limit $2
              for update skip locked
            )
            update weir.delivery_subscription s
            set node = $4, lease_until = now() + $5 * interval '1 millisecond', epoch = s.epoch + 1
            from free where s.name = free.name
            returning s.name, s.epoch, s.store, s.position, s.topics, s.changes,
              (extract(epoch from now() - s.failing_since) * 1000)::bigint as failing_millis""";

    static final String RENEW = """
            update weir.delivery_subscription s set lease_until = now() + $3 * interval '1 millisecond'
            from unnest($1::text[], $2::bigint[]) as i (name, epoch)
            where s.name = i.name and s.epoch = i.epoch
            returning s.name, s.epoch, s.enabled, s.changes""";

    static final String RELEASE = """
            update weir.delivery_subscription s set lease_until = now(), node = null
            from unnest($1::text[], $2::bigint[]) as i (name, epoch)
            where s.name = i.name and s.epoch = i.epoch""";

    /** Numbers follow the order of the arrays. Repeated, it stores nothing twice, and answers no rows of before. */
    static final String COLLECT = """
            with mine as (
              update weir.delivery_subscription set store = $3, position = $4
              where name = $1 and epoch = $2
              returning name, changes
            ), ordered as (
              select i.* from unnest($5::uuid[], $6::text[], $7::text[], $8::bigint[], $9::bytea[], $10::text[],
                $11::text[], $12::bigint[], $13::int[], $14::bytea[], $15::bytea[]) with ordinality
              as i (id, provider, topic, position, event_id, root, key, pause_millis, depth, payload, failure, n)
              order by n
            ), numbered as (
              select nextval('weir.delivery_number') as number, mine.name, ordered.* from ordered cross join mine
            ), fresh as (
              insert into weir.delivery (number, turn, id, subscription, provider, topic, position, event_id, root, key,
                state, due_at, finished_at, depth, payload, failure)
              select number, number, id, name, provider, topic, position, event_id, root, key,
                case when failure is null then 'PENDING' else 'DEAD' end,
                now() + pause_millis * interval '1 millisecond',
                case when failure is not null then now() end, depth, payload, failure
              from numbered order by number
              on conflict (id) do nothing
              returning id, turn
            )
            select mine.changes, fresh.id, fresh.turn from mine left join fresh on true""";

    static final String ADOPT = """
            update weir.delivery_subscription set topics = $3 where name = $1 and epoch = $2""";

    static final String LOAD = """
            select d.id, d.turn, d.key, d.step, d.attempts, d.spent,
              (extract(epoch from greatest(d.due_at, blocked.until) - now()) * 1000)::bigint as pause_millis
            from weir.delivery d left join lateral (
              select max(b.finished_at) + $2 * interval '1 millisecond' as until from weir.delivery b
              where b.subscription = d.subscription and b.key = d.key and b.state = 'DEAD' and b.blocks
                and b.turn < d.turn
            ) blocked on true
            where d.subscription = $1 and d.state = 'PENDING' and d.turn > $3
            order by d.turn limit $4""";

    static final String READ = """
            select id, provider, topic, position, event_id, root, depth, payload, data, before, created_at
            from weir.delivery where id = any ($1::uuid[])""";

    /** The numbers of the owners, which stay until the statement is committed. */
    private static final String OWNERS = """
            with mine as (
              select s.name, s.epoch from weir.delivery_subscription s
              where s.name = any ($2::text[])
              order by s.name for key share
            )
            """;

    /** Repeated, it changes nothing and answers the same. */
    static final String BEGIN = OWNERS + """
            update weir.delivery d
            set attempts = i.attempts + 1, data = coalesce(d.data, i.data),
              log = case when d.attempts > i.attempts then d.log
                else d.log || jsonb_build_object('step', d.step, 'attempt', i.attempts + 1, 'begunAt',\s""" + TIME + """
            ) end
            from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::int[], $6::bytea[])
              as i (id, name, epoch, step, attempts, data)
            join mine on mine.name = i.name and mine.epoch = i.epoch
            where d.id = i.id and d.subscription = i.name and d.state = 'PENDING' and d.step = i.step
              and d.attempts in (i.attempts, i.attempts + 1)
            returning d.id""";

    static final String END = OWNERS + """
            update weir.delivery d
            set state = i.state, step = i.next_step, blocks = i.blocks, failure = i.failure,
              attempts = case when i.next_step = i.step then d.attempts else 0 end,
              spent = case when i.next_step = i.step then d.spent else 0 end,
              before = coalesce(i.before, d.before),
              due_at = now() + i.pause_millis * interval '1 millisecond',
              finished_at = case when i.state <> 'PENDING' then now() end,
              log = case when i.outcome is null or d.log = '[]' then d.log
                else jsonb_set(d.log, '{-1}', d.log -> -1 || i.reason::jsonb
                  || jsonb_build_object('outcome', i.outcome, 'endedAt',\s""" + TIME + """
            )) end
            from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::int[], $6::text[], $7::text[], $8::bigint[],
              $9::bytea[], $10::bytea[], $11::text[], $12::text[], $13::boolean[])
              as i (id, name, epoch, step, attempts, state, next_step, pause_millis, before, failure, outcome, reason, blocks)
            join mine on mine.name = i.name and mine.epoch = i.epoch
            where d.id = i.id and d.subscription = i.name and d.state = 'PENDING' and d.step = i.step
              and d.attempts = i.attempts
            returning d.id""";

    static final String FAILING = """
            update weir.delivery_subscription
            set failing_since = case when $3 then coalesce(failing_since, now()) end
            where name = $1 and epoch = $2""";

    static final String DISABLE = """
            update weir.delivery_subscription
            set enabled = false, since = now(), reason = $3, failing_since = null, changes = changes + 1
            where name = $1 and epoch = $2 and enabled""";

    static final String FORGET = """
            delete from weir.delivery where number = any (array(
              select number from weir.delivery
              where subscription = $1 and state in ('DELIVERED', 'FAILED')
                and finished_at < now() - $2 * interval '1 millisecond'
              order by finished_at limit $3 for update skip locked))""";

    private DeliverySql() {}
}
