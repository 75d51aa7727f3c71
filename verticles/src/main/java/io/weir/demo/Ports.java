package io.weir.demo;

import io.weir.config.SubgraphConfig;
import io.weir.config.WeirConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Locale;

/** Looks at the demo's ports before anything starts, so that whoever has one taken learns which, and the way out. */
public final class Ports {

    private static final String CLIENTS = "WEIR_PORT";
    private static final String OPERATIONS = "WEIR_ADMIN_PORT";
    private static final String SHOP = "WEIR_SHOP_PORT";
    private static final String SEARCH = "WEIR_SEARCH_PORT";
    private static final String OFFICE = "WEIR_OFFICE_PORT";

    private Ports() {}

    /** Where the demo's configuration has the shop: the first place that may be called. */
    static URI shop(WeirConfig config) {
        return URI.create(config.actions().allow().get(0));
    }

    /** Where it has the search index: the second one. */
    static URI search(WeirConfig config) {
        return URI.create(config.actions().allow().get(1));
    }

    /** Where it has the back office of the web shop: the third one. */
    static URI office(WeirConfig config) {
        return URI.create(config.actions().allow().get(2));
    }

    /**
     * Returns when all ports are free.
     *
     * @throws IOException when one is taken; names it and the variable that {@code conf/demo/weir.yaml} takes another from
     */
    public static void requireFree(WeirConfig config) throws IOException {
        requireFree(config.http().host(), config.http().port(), CLIENTS);
        requireFree(config.admin().host(), config.admin().port(), OPERATIONS);
        for (SubgraphConfig subgraph : config.graph().subgraphs().entries()) {
            URI url = SubgraphVerticle.url(subgraph);
            String variable = "WEIR_%s_PORT".formatted(subgraph.name().toUpperCase(Locale.ROOT));
            requireFree(url.getHost(), url.getPort(), variable);
        }
        requireFree(shop(config).getHost(), shop(config).getPort(), SHOP);
        requireFree(search(config).getHost(), search(config).getPort(), SEARCH);
        requireFree(office(config).getHost(), office(config).getPort(), OFFICE);
    }

    private static void requireFree(String host, int port, String variable) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (BindException taken) {
            throw new IOException("""
                    port %d is taken. Set another:

                        %s=%d mvn -Pdemo
                    """.formatted(port, variable, port + 1), taken);
        }
    }
}
