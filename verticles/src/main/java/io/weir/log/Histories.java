package io.weir.log;

import io.vertx.core.Future;
import io.weir.bus.LogPage;
import io.weir.bus.ReadHistory;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.OwnId;
import io.weir.log.ledger.TopicName;
import java.util.List;

/** What happened to one thing: its events in several topics, in the order of the log. */
final class Histories {

    private final LogLedger ledger;

    Histories(LogLedger ledger) {
        this.ledger = ledger;
    }

    /** Answers a request as its Javadoc says. */
    Future<LogPage> read(ReadHistory asked) {
        List<TopicName> topics =
                asked.topics().stream().map(TopicName::of).distinct().toList();
        return ledger.history(topics, OwnId.of(asked.id()), asked.after(), Math.max(1, asked.limit()))
                .map(page -> new LogPage(page.events(), page.through(), page.last()));
    }
}
