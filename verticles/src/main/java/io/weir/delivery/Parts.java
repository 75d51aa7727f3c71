package io.weir.delivery;

import io.weir.delivery.ledger.DeliveryLedger;
import io.weir.delivery.shape.Shaper;
import io.weir.delivery.target.Courier;
import io.weir.flow.Timing;
import io.weir.telemetry.Metrics;
import java.util.random.RandomGenerator;

/** What everything here is made of. */
record Parts(
        DeliveryLedger ledger,
        LogReader log,
        Shaper shaper,
        Courier courier,
        Pace pace,
        Timing timing,
        RandomGenerator random,
        Metrics metrics) {}
