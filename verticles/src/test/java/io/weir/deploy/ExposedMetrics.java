package io.weir.deploy;

import io.weir.telemetry.Metrics;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a node exposes to Prometheus once everything has happened to it once. */
final class ExposedMetrics {

    private static final Pattern NAME = Pattern.compile("\\bweir_[a-z0-9_]+");

    private ExposedMetrics() {}

    /** The names of all samples. */
    static Set<String> names() {
        Metrics metrics = new Metrics();
        metrics.provider("p").connected(true);
        metrics.subgraph("s").called(1);
        metrics.subgraph("s").failed("CODE");
        metrics.action("a").done();
        metrics.action("a").gateEnded(true, 1);
        metrics.delivery("d").attempted("DONE", 1);
        metrics.delivery("d").ended("DONE");
        metrics.gates().waited("s", "REACHED", 1);
        metrics.cluster().nodes(() -> 1);
        metrics.cluster().isolated(() -> 0);
        metrics.cluster().silence(() -> 0);
        metrics.cluster().service("TRIGGERS", () -> 1);
        metrics.cluster().missing("TRIGGERS", () -> 0);
        metrics.cluster().undecodable("TopicEvent");
        return metrics.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics of ours that a text names. */
    static Set<String> namedIn(String text) {
        return NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
