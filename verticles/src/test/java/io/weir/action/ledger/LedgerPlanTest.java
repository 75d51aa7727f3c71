package io.weir.action.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How PostgreSQL goes about the ledger's statements when much has been done before: never through all of it. */
class LedgerPlanTest {

    private static final String UUIDS = "array['00000000-0000-0000-0000-000000000001']::uuid[]";

    private static LedgerFixture node;

    @BeforeAll
    static void fill() {
        node = new LedgerFixture();
        node.store.database().update("""
                insert into weir.action (id, field, owner, state, arguments, operation, awaited, due_at, epoch,
                  max_attempts, deadline_millis, expires_at, begun_at, finished_at, serial_key)
                select gen_random_uuid(), 'f' || n % 20, '', case when n % 11 = 0 then 'ACCEPTED' else 'COMPLETED' end,
                  '{}', '{}', false, now() - n * interval '1 ms', 1, 3, 1000, now() + interval '1 h',
                  case when n % 11 <> 0 then now() end, case when n % 11 <> 0 then now() end,
                  case when n % 2 = 0 then decode(to_hex(n % 1000 + 4096), 'hex') end
                from generate_series(1, 110000) n;
                insert into weir.idempotency_key (key, fingerprint, action_id)
                select decode(to_hex(n + 1048576), 'hex'), '', gen_random_uuid() from generate_series(1, 20000) n;
                analyze weir.action;
                analyze weir.idempotency_key""");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CLAIM_DUE       | text[], int[], int, text, bigint | array['f1', 'f2'], array[10, 10], 10, 'n', 1000
            BEGIN           | uuid[], bigint[], int[] | UUIDS, array[1], array[0]
            CLAIM_ANSWERED  | int, text, bigint | 10, 'n', 1000
            RENEW           | uuid[], bigint[], bigint | UUIDS, array[1], 1000
            SETTLED_BEFORE  | uuid[], bigint[] | UUIDS, array[1]
            ACCEPTED_BEFORE | uuid[], bytea[] | UUIDS, array['a']::bytea[]
            EXPIRE          | int | 10
            READ            | uuid[], text | UUIDS, ''
            CANCEL          | uuid, text | gen_random_uuid(), ''
            FORGET_KEYS     | bigint, int | 86400000, 1000
            FORGET_ACTIONS  | bigint, int | 86400000, 1000
            """)
    void shouldNotGoThroughAllActions(String statement, String types, String values) throws Exception {
        // when
        String plan = plan(sql(statement), types, values.replace("UUIDS", UUIDS));

        // then
        assertThat(plan).contains("Index").doesNotContain("Seq Scan on action", "Seq Scan on idempotency_key");
    }

    private static String sql(String statement) throws ReflectiveOperationException {
        return (String) LedgerSql.class.getDeclaredField(statement).get(null);
    }

    /** The plan that is made once for all values, as for statements that are prepared once and used again and again. */
    private static String plan(String sql, String types, String values) throws SQLException {
        try (Connection connection = node.store.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare it(" + types + ") as " + sql);
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("explain execute it(" + values + ")")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
