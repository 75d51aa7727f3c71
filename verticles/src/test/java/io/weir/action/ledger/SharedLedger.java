package io.weir.action.ledger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** One ledger for the tests of a class, emptied after each. */
abstract class SharedLedger {

    static LedgerFixture node;

    @BeforeAll
    static void start() {
        node = new LedgerFixture();
    }

    @AfterEach
    void clear() {
        node.store.database().update("truncate weir.action, weir.idempotency_key");
    }

    @AfterAll
    static void stop() {
        node.close();
    }
}
