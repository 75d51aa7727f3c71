package io.weir.plan.routing;

import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import java.util.List;
import java.util.stream.Collectors;

/** Says why a field cannot be had at a place: who has it, who reads the object, which keys are lacking. */
final class Reason {

    private final Catalog catalog;
    private final Hops hops;

    Reason(Catalog catalog, Hops hops) {
        this.catalog = catalog;
        this.hops = hops;
    }

    String of(Subject subject, Demand demand) {
        List<Subgraph> readers = subject.readings(catalog).stream()
                .map(Reading::subgraph)
                .distinct()
                .toList();
        return of(subject.type(), demand.field(), readers);
    }

    String of(String type, String field, List<Subgraph> readers) {
        String coordinate = type + "." + field;
        List<Home> owners = catalog.homes(type, field).stream()
                .filter(home -> home.resolves() && !home.subgraph().local())
                .toList();
        String from = names(readers);
        if (owners.isEmpty()) {
            return "%s cannot be fetched here: no subgraph answers for it%s"
                    .formatted(coordinate, from.isEmpty() ? "" : ", and it is not in what comes from " + from);
        }
        return "%s cannot be fetched here: %s%s"
                .formatted(
                        coordinate,
                        owners.stream().map(home -> owner(type, home)).collect(Collectors.joining("; ")),
                        from.isEmpty() ? "" : "; the object is read from " + from);
    }

    private String owner(String type, Home home) {
        String name = "\"" + home.subgraph().name() + "\"";
        List<String> keys = hops.keyTexts(type, home.subgraph());
        if (keys.isEmpty()) {
            return "%s has it, but takes no key of %s".formatted(name, type);
        }
        String taken = keys.stream().map(key -> "\"" + key + "\"").collect(Collectors.joining(" or "));
        String required = home.field().requires() == null
                ? ""
                : " with the required \"" + home.field().requires().text() + "\"";
        return "%s has it for the key %s%s".formatted(name, taken, required);
    }

    private static String names(List<Subgraph> subgraphs) {
        return subgraphs.stream().map(subgraph -> "\"" + subgraph.name() + "\"").collect(Collectors.joining(", "));
    }
}
