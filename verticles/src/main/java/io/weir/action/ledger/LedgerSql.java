package io.weir.action.ledger;

/**
 * The ledger's statements; {@code V1__actions.sql} has its tables. Times are the database's. A statement that waits for
 * several rows locks them in the order of their ids, so that no two statements wait for each other.
 */
final class LedgerSql {

    /** What every report has. */
    private static final String REPORT =
            "a.id, a.field, a.state, a.accepted_at, a.finished_at, a.attempts, a.result, a.failure, a.gate";

    /** What a claim has besides. */
    private static final String CLAIM = REPORT + """
            , a.epoch, a.arguments, a.headers, a.max_attempts, a.lost, a.awaited, a.cancel_requested, a.node,
            a.attempts > 0 and not a.log -> -1 ? 'endedAt' as unknown_outcome,
            (a.deadline_millis - extract(epoch from now() - coalesce(a.begun_at, now())) * 1000)::bigint as left_millis,
            (extract(epoch from now() - a.accepted_at) * 1000)::bigint as age_millis,
            (extract(epoch from now() - a.answered_at) * 1000)::bigint as answered_millis
            """;

    /** For the log of attempts. */
    private static final String TIME = "to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

    /** Stores actions that have neither an idempotency key nor a serial key, all or, where one is there already, none. */
    static final String ACCEPT_PLAIN = """
            with a as (
              insert into weir.action (id, field, owner, state, arguments, headers, operation, awaited,
                due_at, node, epoch, max_attempts, deadline_millis, expires_at)
              select id, field, owner, case when node is null then 'ACCEPTED' else 'IN_PROGRESS' end, arguments, headers,
                operation, awaited, now() + lease_millis * interval '1 millisecond', node, (node is not null)::int,
                max_attempts, deadline_millis, now() + expiry_millis * interval '1 millisecond'
              from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::boolean[],
                $8::int[], $9::bigint[], $10::bigint[], $11::text[], $12::bigint[])
              as i (id, field, owner, arguments, headers, operation, awaited,
                max_attempts, deadline_millis, expiry_millis, node, lease_millis)
            )
            select now() as accepted_at""";

    /** Stores any actions with their keys; answers those that are new. A key that is known keeps its action out. */
    static final String ACCEPT = """
            with i as (
              select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::bytea[],
                $7::boolean[], $8::int[], $9::bigint[], $10::bigint[], $11::text[], $12::bigint[],
                $13::bytea[], $14::bytea[], $15::bytea[]) with ordinality
              as i (id, field, owner, arguments, headers, operation, awaited,
                max_attempts, deadline_millis, expiry_millis, node, lease_millis,
                key, fingerprint, serial_key, place)
            ), keyed as (
              insert into weir.idempotency_key (key, fingerprint, action_id)
              select distinct on (key) key, fingerprint, id from i where key is not null order by key, place
              on conflict (key) do nothing
              returning action_id
            ), fresh as (
              select i.*, i.node is not null and (i.serial_key is null or not exists (
                  select from weir.action o
                  where o.serial_key = i.serial_key and o.finished_at is null and o.answered_at is null)
                and not exists (select from i o where o.serial_key = i.serial_key and o.place < i.place)) as claimed
              from i where i.key is null or i.id in (select action_id from keyed)
            )
            insert into weir.action as a (id, field, owner, state, arguments, headers, operation, serial_key, awaited,
              due_at, node, epoch, max_attempts, deadline_millis, expires_at)
            select id, field, owner, case when claimed then 'IN_PROGRESS' else 'ACCEPTED' end, arguments, headers,
              operation, serial_key, awaited,
              now() + case when claimed then lease_millis else 0 end * interval '1 millisecond',
              case when claimed then node end, claimed::int, max_attempts, deadline_millis,
              now() + expiry_millis * interval '1 millisecond'
            from fresh order by place
            on conflict (id) do nothing
            returning a.id, a.accepted_at, a.node is not null as claimed""";

    /** Of actions that {@link #ACCEPT} did not store: the same if they were stored before, or whom their key names. */
    static final String ACCEPTED_BEFORE = """
            select i.id as asked, k.fingerprint,\s""" + CLAIM + """
            from unnest($1::uuid[], $2::bytea[]) as i (id, key)
            left join weir.idempotency_key k on k.key = i.key
            join weir.action a on a.id = coalesce(k.action_id, i.id)""";

    /**
     * Claims what is due. Each field gives as many as it has places, the turns go round the fields, and what another node
     * is just claiming is passed over. A serial key gives its oldest only, of all fields; the unique index holds it to that where two
     * nodes see the same key at once.
     */
    static final String CLAIM_DUE = """
            with place as (
              select * from unnest($1::text[], $2::int[]) as p (field, free)
            ), due as (
              select t.id from place p cross join lateral (
                select d.id, d.due_at, row_number() over (order by d.due_at) as turn
                from (
                  select a.id, a.due_at from weir.action a
                  where a.field = p.field and a.finished_at is null and a.answered_at is null and a.due_at <= now()
                    and (a.begun_at is not null or a.expires_at > now())
                    and (a.serial_key is null or not exists (
                      select from weir.action o
                      where o.serial_key = a.serial_key and o.finished_at is null and o.answered_at is null
                        and (o.seq < a.seq or o.state = 'IN_PROGRESS' and o.id <> a.id)))
                  order by a.due_at
                  limit p.free
                  for update of a skip locked
                ) d
              ) t
              order by t.turn, t.due_at
              limit $3
            )
            update weir.action a
            set state = 'IN_PROGRESS', node = $4, epoch = a.epoch + 1, due_at = now() + $5 * interval '1 millisecond',
              lost = case when a.state = 'IN_PROGRESS' then a.lost + 1 else 0 end
            where a.id = any (array(select id from due))
            returning\s""" + CLAIM;

    /** Claims what waits for systems and is no one's any more, of all fields. */
    static final String CLAIM_ANSWERED = """
            update weir.action a
            set node = $2, epoch = a.epoch + 1, due_at = now() + $3 * interval '1 millisecond',
              lost = case when a.node is null then 0 else a.lost + 1 end
            where a.id = any (array(
              select o.id from weir.action o
              where o.answered_at is not null and o.finished_at is null and o.due_at <= now()
              order by o.due_at
              limit $1
              for update skip locked))
            returning\s""" + CLAIM;

    /** Begins attempts. Repeated, it changes nothing and answers the same. */
    static final String BEGIN = """
            with mine as (
              select a.id from weir.action a where a.id = any ($1::uuid[]) order by a.id for update
            )
            update weir.action a
            set attempts = i.attempts + 1, begun_at = coalesce(a.begun_at, now()),
              log = case when a.attempts > i.attempts then a.log
                else a.log || jsonb_build_object('attempt', i.attempts + 1, 'startedAt',\s""" + TIME + """
            ) end
            from unnest($1::uuid[], $2::bigint[], $3::int[]) as i (id, epoch, attempts)
            where a.id = any (array(select id from mine)) and a.id = i.id and a.epoch = i.epoch
              and a.state = 'IN_PROGRESS' and a.attempts in (i.attempts, i.attempts + 1)
            returning a.id""";

    /** Prolongs leases. */
    static final String RENEW = """
            with mine as (
              select a.id from weir.action a where a.id = any ($1::uuid[]) order by a.id for update
            )
            update weir.action a
            set due_at = now() + $3 * interval '1 millisecond'
            from unnest($1::uuid[], $2::bigint[]) as i (id, epoch)
            where a.id = any (array(select id from mine)) and a.id = i.id and a.epoch = i.epoch
              and a.state = 'IN_PROGRESS'
            returning a.id""";

    /**
     * Ends claims, and the attempts that were begun under them. What the handler has answered stays as it is, in progress,
     * until it ends: it is neither tried again nor cancelled.
     */
    static final String SETTLE = """
            with i as (
              select *, outcome in ('COMPLETED', 'FAILED') as ends
              from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bigint[],
                $7::boolean[], $8::int[], $9::text[], $10::text[], $11::bytea[])
              as i (id, epoch, outcome, result, failure, pause_millis, attempted, http_status, code, detail, gate)
            ), mine as (
              select a.id from weir.action a where a.id = any ($1::uuid[]) order by a.id for update
            )
            update weir.action a
            set state = case when i.ends then i.outcome
                when i.outcome = 'ANSWERED' or a.answered_at is not null then 'IN_PROGRESS'
                when a.cancel_requested then 'CANCELED'
                when a.begun_at is null then 'ACCEPTED'
                else 'RETRY_WAIT' end,
              finished_at = case when i.ends then now()
                when i.outcome = 'ANSWERED' or a.answered_at is not null then null
                when a.cancel_requested then now() end,
              answered_at = case when i.outcome = 'ANSWERED' then coalesce(a.answered_at, now()) else a.answered_at end,
              headers = case when i.ends or a.cancel_requested then null
                when i.outcome = 'ANSWERED' then convert_to(nullif(jsonb_strip_nulls(jsonb_build_object(
                  'weir-depth', convert_from(a.headers, 'UTF8')::jsonb -> 'weir-depth')), '{}')::text, 'UTF8')
                else a.headers end,
              due_at = case when i.outcome = 'ANSWERED' then a.due_at
                else now() + i.pause_millis * interval '1 millisecond' end,
              node = case when i.outcome = 'RELEASED' and a.answered_at is not null then null else a.node end,
              lost = 0, result = coalesce(i.result, a.result), gate = coalesce(i.gate, a.gate),
              failure = case when i.outcome = 'RELEASED' then a.failure else i.failure end,
              log = case when not i.attempted or a.log = '[]' then a.log
                else jsonb_set(a.log, '{-1}', a.log -> -1 || jsonb_strip_nulls(jsonb_build_object(
                  'httpStatus', nullif(i.http_status, 0), 'code', nullif(i.code, ''), 'detail', nullif(i.detail, ''),
                  'endedAt',\s""" + TIME + """
            ))) end
            from i
            where a.id = any (array(select id from mine)) and a.id = i.id and a.epoch = i.epoch
              and a.state = 'IN_PROGRESS'
            returning a.id""";

    /** Which of these claims were ended before: only that ends a claim without another epoch. */
    static final String SETTLED_BEFORE = """
            select a.id
            from unnest($1::uuid[], $2::bigint[]) as i (id, epoch)
            join weir.action a on a.id = i.id and a.epoch = i.epoch and a.state <> 'IN_PROGRESS'""";

    /** Ends what was not begun in time. Another epoch, since whoever lost its lease has not settled it. */
    static final String EXPIRE = """
            update weir.action a
            set state = 'EXPIRED', finished_at = now(), epoch = a.epoch + 1, headers = null
            where a.id = any (array(
              select o.id from weir.action o
              where o.begun_at is null and o.finished_at is null and o.expires_at <= now()
                and (o.state <> 'IN_PROGRESS' or o.due_at <= now())
              order by o.expires_at
              limit $1
              for update skip locked))
            returning a.id""";

    /** Reports. */
    static final String READ =
            "select " + REPORT + " from weir.action a where a.id = any ($1::uuid[]) and a.owner = $2";

    /** Reports with everything. */
    static final String READ_DETAILS = "select " + REPORT
            + ", a.operation, a.log::text from weir.action a where a.id = any ($1::uuid[]) and a.owner = $2";

    /** Takes an action back; one in progress is kept from further attempts. What is done cannot be taken back. */
    static final String CANCEL = """
            update weir.action a
            set state = case when a.state = 'IN_PROGRESS' then a.state else 'CANCELED' end,
              cancel_requested = a.state = 'IN_PROGRESS',
              finished_at = case when a.state = 'IN_PROGRESS' then null else now() end,
              headers = case when a.state = 'IN_PROGRESS' then a.headers end
            where a.id = $1 and a.owner = $2 and a.finished_at is null and a.answered_at is null
            returning\s""" + REPORT;

    /** Has an action tried again that has ended without success. An attempt that nobody ended is no concern any more. */
    static final String RETRY = """
            update weir.action a
            set state = 'ACCEPTED', finished_at = null, begun_at = null, due_at = now(), epoch = a.epoch + 1, lost = 0,
              cancel_requested = false, result = null, failure = null, max_attempts = a.attempts + $3,
              deadline_millis = $4, expires_at = now() + $5 * interval '1 millisecond',
              log = case when a.attempts = 0 or a.log -> -1 ? 'endedAt' then a.log
                else jsonb_set(a.log, '{-1,endedAt}', to_jsonb(\s""" + TIME + """
            )) end
            where a.id = $1 and a.owner = $2 and a.state in ('FAILED', 'CANCELED', 'EXPIRED')
            returning\s""" + REPORT;

    /** What waits, by field. */
    static final String BACKLOG = """
            select a.field, count(*) filter (where a.state <> 'IN_PROGRESS') as waiting,
              (greatest(0, extract(epoch from now() - min(a.due_at))) * 1000)::bigint as oldest_millis
            from weir.action a where a.finished_at is null and a.answered_at is null
            group by a.field""";

    /** Deletes some keys of a certain age, in milliseconds. */
    static final String FORGET_KEYS = """
            delete from weir.idempotency_key
            where key = any (array(
              select key from weir.idempotency_key
              where created_at < now() - $1 * interval '1 millisecond'
              order by created_at limit $2 for update skip locked))""";

    /** Deletes some actions that ended a certain time ago, in milliseconds. */
    static final String FORGET_ACTIONS = """
            delete from weir.action
            where id = any (array(
              select id from weir.action
              where finished_at < now() - $1 * interval '1 millisecond'
              order by finished_at limit $2 for update skip locked))""";

    private LedgerSql() {}
}
