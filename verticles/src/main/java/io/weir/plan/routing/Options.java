package io.weir.plan.routing;

import io.weir.graph.supergraph.FieldSet;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.WorkLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the ways to get a field, and what each costs. */
final class Options {

    /** What a request costs; everything else is small beside it. */
    static final double FETCH = 10;

    /** Extending an entity fetch that is there costs nothing but a later start. */
    private static final double JOIN = 0.5;

    private static final double AGAIN = 1;
    private static final double REQUIRES = 5;

    /** What one more field that comes with the same new fetch is worth. */
    private static final double COMPANY = 0.9;

    private static final double MOST_COMPANY = 9;

    private final Catalog catalog;
    private final Hops hops;
    private final Estimate estimate;
    private final Origins origins;
    private final WorkLimit limit;

    Options(Catalog catalog, Hops hops, Estimate estimate, Origins origins, WorkLimit limit) {
        this.catalog = catalog;
        this.hops = hops;
        this.estimate = estimate;
        this.origins = origins;
        this.limit = limit;
    }

    /** The cheapest way to get the field; the first of equal ones. */
    Optional<Option> best(Subject subject, Demand demand) {
        Option best = null;
        for (Option option : of(subject, demand)) {
            if (best == null || option.cost() < best.cost()) {
                best = option;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Fields with little freedom are planned first, so that others can join them; required fields leave none. */
    int freedom(Subject subject, Demand demand) {
        List<Option> found = of(subject, demand);
        boolean requires =
                found.stream().allMatch(option -> option.home().field().requires() != null);
        return requires ? 0 : found.size();
    }

    /** All ways to get the field; empty when there is none. */
    List<Option> of(Subject subject, Demand demand) {
        limit.step();
        List<Home> homes = catalog.homes(subject.type(), demand.field());
        List<Reading> readings = subject.readings(catalog);
        List<Option> options = new ArrayList<>(2);
        long local = 0;
        for (Reading reading : readings) {
            for (Home home : homes) {
                if (home.subgraph() == reading.subgraph()
                        && (home.subgraph().bit() & local) == 0
                        && reading.reads(catalog, subject.type(), home, demand.field())) {
                    local |= home.subgraph().bit();
                    options.add(Option.local(home, reading, 0));
                }
            }
        }
        if (homes.size() > options.size()) {
            addOthers(subject, demand, homes, readings, local, options);
        }
        return options.size() == 1 ? options : estimated(subject, demand, options);
    }

    private void addOthers(
            Subject subject,
            Demand demand,
            List<Home> homes,
            List<Reading> readings,
            long local,
            List<Option> options) {
        long reading = Reading.bits(readings);
        long again = origins.subgraphs(subject.position());
        Map<Integer, Hops.Hop> reachable =
                hops.from(subject.type(), reading | again, subject.busy(), provisions(subject, readings));
        for (Home home : homes) {
            long bit = home.subgraph().bit();
            if ((bit & local) != 0 || !home.resolves() || home.subgraph().local()) {
                continue;
            }
            FieldSet requires = home.field().requires();
            if (requires == null && (bit & again) != 0 && (bit & reading) == 0) {
                double way = origins.cost(subject.position(), home.subgraph());
                options.add(Option.again(home, AGAIN + (way == 0 ? 0 : way - company(subject, home))));
            }
            Hops.Hop hop = reachable.get(home.subgraph().id());
            if (hop != null && (requires == null || requiredReachable(subject, demand, requires, reading | again))) {
                options.add(Option.entity(home, hop, cost(subject, home, hop, requires != null)));
            }
        }
    }

    private boolean requiredReachable(Subject subject, Demand demand, FieldSet requires, long readers) {
        return !subject.underWay().contains(demand.key()) && hops.reachesAll(subject.type(), requires, readers);
    }

    private double cost(Subject subject, Home home, Hops.Hop hop, boolean requires) {
        if (!requires && subject.own().stream().anyMatch(reading -> reading.subgraph() == home.subgraph())) {
            return JOIN;
        }
        return FETCH * hop.distance() + (requires ? REQUIRES : 0) - company(subject, home);
    }

    /** What it is worth that other fields of the object can come with the same fetch. */
    private double company(Subject subject, Home home) {
        double company = 0;
        for (Demand other : subject.pending()) {
            Home there = catalog.home(home.subgraph(), subject.type(), other.field());
            company += there != null && there.resolves() ? COMPANY : 0;
        }
        return Math.min(company, MOST_COMPANY);
    }

    private List<Option> estimated(Subject subject, Demand demand, List<Option> options) {
        if (demand.below() == null) {
            return options;
        }
        List<Option> estimated = new ArrayList<>(options.size());
        for (Option option : options) {
            Provided provided = option.reading() == null
                    ? Provided.NOTHING
                    : option.reading().provided();
            double below = estimate.below(
                    demand.below(),
                    option.home(),
                    provided.below(catalog, subject.type(), option.home(), demand.field()));
            estimated.add(new Option(option.home(), option.reading(), option.hop(), option.cost() + below));
        }
        return estimated;
    }

    private Hops.@Nullable Provisions provisions(Subject subject, List<Reading> readings) {
        if (readings.stream().allMatch(Reading::asDeclared)) {
            return null;
        }
        return (home, field) -> {
            List<Reading> there = readings.stream()
                    .filter(reading -> reading.subgraph() == home.subgraph())
                    .toList();
            return there.isEmpty()
                    ? home.readable()
                    : there.stream().anyMatch(reading -> reading.reads(catalog, subject.type(), home, field));
        };
    }
}
