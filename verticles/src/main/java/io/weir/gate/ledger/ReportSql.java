package io.weir.gate.ledger;

/** The statements of reports; {@code V4__consistency.sql} has their table. Times are the database's. */
final class ReportSql {

    /** In one order everywhere, so that two nodes never wait for each other. */
    static final String STORE = """
            insert into weir.consistency_report as r (system, subject, version)
            select u.system collate "C", u.subject collate "C", max(u.version)
            from unnest($1::text[], $2::text[], $3::bigint[]) as u (system, subject, version)
            group by 1, 2 order by 1, 2
            on conflict (system, subject) do update set version = excluded.version, reported_at = now()
            where r.version < excluded.version
            """;

    static final String READ = """
            select r.system, r.subject, r.version
            from unnest($1::text[], $2::text[]) as u (system, subject)
            join weir.consistency_report r on r.system = u.system and r.subject = u.subject
            """;

    static final String KNOWN = "select id from weir.action where id = any ($1)";

    static final String FORGET = """
            delete from weir.consistency_report r using (
              select system, subject from weir.consistency_report
              where reported_at < now() - $1 * interval '1 millisecond' and not starts_with(subject, $2)
              order by reported_at limit $3 for update skip locked
            ) old where r.system = old.system and r.subject = old.subject
            """;

    private ReportSql() {}
}
