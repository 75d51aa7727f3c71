package io.weir.log.ledger;

/** The log's statements; {@code V3__event_log.sql} and {@code V5__models.sql} have its tables and functions. Times are the database's. */
final class LogSql {

    static final String HEAD = "select h.store, h.position as head, h.dropped from weir.log_head h";

    static final String LAST = """
            select h.store, h.position as head, h.dropped, (
              select max(t.position) from unnest($1::text[], $2::text[]) as u (provider, topic) cross join lateral (
                select max(e.position) as position from weir.log_event e
                where e.topic = u.topic and e.provider = u.provider
              ) t
            ) as last
            from weir.log_head h
            """;

    /** The patterns are regular expressions over the topic with a dot before it. */
    static final String LAST_OF = """
            select h.store, h.position as head, h.dropped, l.last, l.lowest, l.passed
            from weir.log_head h cross join lateral (
              select max(p.position) filter (where exists (
                  select from unnest($1::text[], $2::text[]) as u (provider, pattern)
                  where u.provider = p.provider and '.' || p.topic ~ u.pattern)) as last,
                min(p.position) as lowest, count(*) as passed
              from (
                select position, provider, topic from weir.log_event
                where position > $3 and position < coalesce($4, 9223372036854775807)
                order by position desc limit $5
              ) p
            ) l
            """;

    static final String APPEND = "select * from weir.log_append($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    static final String MOVE_MODELS = "select * from weir.log_move_models($1, $2)";

    /** One snapshot for the head and the events: what is behind the page and up to the head is nothing. */
    private static final String PAGE = """
            select h.store, h.position as head, h.dropped, e.*
            from weir.log_head h left join lateral (
              select * from (
                select %s, position, id, number, depth, payload,
                  sum(octet_length(payload)) over (order by position rows unbounded preceding) as bytes
                from %s order by position limit $2
              ) p where p.bytes - octet_length(p.payload) < $3
            ) e on true
            order by e.position
            """;

    static final String READ_ALL = PAGE.formatted("provider, topic", "weir.log_event where position > $1");

    static final String READ =
            PAGE.formatted("null as provider", "weir.log_event where topic = $4 and provider = $5 and position > $1");

    /** The id is text, or a number where it is one; each way has its index. */
    static final String HISTORY = PAGE.formatted("provider, topic", """
            unnest($4::text[], $5::text[]) as u (provider, topic) cross join lateral (
              select position, id, number, depth, payload from weir.log_event l
              where l.topic = u.topic and l.provider = u.provider and l.id = $6 and l.position > $1
              union all
              select position, id, number, depth, payload from weir.log_event l
              where l.topic = u.topic and l.provider = u.provider and l.number = $7 and l.position > $1
            ) found""");

    private static final String SINCE = """
            select h.store, h.position as head, h.dropped, s.since%s
            from weir.log_head h cross join lateral (
              select min(since) as since from weir.log_pattern where provider = $1 and pattern = any ($2)
            ) s
            """;

    /** A position that was never given, or was lost with the store that gave it, is in no segment. */
    static final String PLACE = SINCE.formatted(", exists (select from weir.log_segment g"
            + " where g.number = $3::bigint >> 32 and $3::bigint <= coalesce(g.last, h.position)) as given");

    /** Behind what was dropped and what was not logged: what is before that has no say. */
    private static final String OF_TOPIC =
            "weir.log_event e where e.topic = $3 and e.provider = $1 and e.position >= greatest(h.dropped, s.since) and";

    static final String PLACE_OF_TEXT =
            SINCE.formatted(", (select min(e.position) from " + OF_TOPIC + " e.id = $4) as exact");

    static final String PLACE_OF_NUMBER =
            SINCE.formatted(", (select min(e.position) from " + OF_TOPIC + " e.number = $4) as exact,"
                    + " (select e.position from " + OF_TOPIC
                    + " e.number < $4 order by e.number desc, e.position desc limit 1) as below,"
                    + " exists (select from " + OF_TOPIC + " e.number > $4) as above,"
                    + " (select min(e.number) from " + OF_TOPIC + " e.number is not null) as smallest");

    /** One that has ended, and was not forgotten yet, begins anew. */
    static final String REGISTER = """
            insert into weir.log_pattern as p (provider, pattern, since)
            select $1, u.pattern, h.position from weir.log_head h cross join unnest($2::text[]) as u (pattern)
            order by u.pattern
            on conflict (provider, pattern) do update set since = excluded.since where p.since is null
            """;

    /** Takes a position away too: what begins to be logged again begins behind every place that was given before. */
    static final String RETIRE = """
            with ended as (
              update weir.log_pattern set since = null
              where provider = $1 and since is not null and pattern <> all ($2) returning pattern
            ), passed as (
              update weir.log_head set position = position + 1 where exists (select from ended)
            )
            select pattern from ended
            union select pattern from weir.log_pattern where provider = $1 and since is null and pattern <> all ($2)
            """;

    static final String FORGET =
            "delete from weir.log_pattern where provider = $1 and since is null and pattern = any ($2)";

    static final String REGISTERED = "select pattern from weir.log_pattern where provider = $1 and since is not null";

    static final String PROVIDERS = "select distinct provider from weir.log_pattern";

    static final String SEGMENTS = """
            select s.number,
              (extract(epoch from clock_timestamp() - s.opened_at) * 1000)::bigint as open_millis,
              (extract(epoch from clock_timestamp() - s.closed_at) * 1000)::bigint as closed_millis,
              coalesce(pg_total_relation_size(to_regclass('weir.log_event_' || s.number)), 0) as bytes,
              case when h.position >> 32 = s.number then h.position - (s.number::bigint << 32) else 0 end as used
            from weir.log_segment s cross join weir.log_head h
            where s.opened_at is not null order by s.number
            """;

    static final String ADVANCE = "select weir.log_advance_segment($1) as done";

    static final String DROP = "select weir.log_drop_segment($1) as done";

    static final String FORGET_WRITERS = "delete from weir.log_writer where used_at < now() - interval '1 day'";

    private LogSql() {}
}
