package io.weir.cluster.hazelcast;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.weir.config.ClusterConfig;
import io.weir.config.ClusterTls;

/** Makes the options of the clustered event bus: where it listens, and whom it talks to. */
final class BusSettings {

    private static final int CONNECT_MILLIS = 5_000;

    private BusSettings() {}

    static EventBusOptions of(ClusterConfig config, String address) {
        long half = Math.max(1, config.lostAfter().toMillis() / 2);
        EventBusOptions options = new EventBusOptions()
                .setHost(address)
                .setPort(config.busPort())
                .setClusterPublicHost(config.publicHost().orElse(address))
                .setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(half)
                .setClusterPingReplyInterval(half);
        config.tls().ifPresent(tls -> secure(options, tls));
        return options;
    }

    /** Whoever connects shows a certificate of the authority, and is shown one. */
    private static void secure(EventBusOptions options, ClusterTls tls) {
        options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(tls.ca().toString()))
                .setTrustAll(false)
                .setClientAuth(ClientAuth.REQUIRED);
    }
}
