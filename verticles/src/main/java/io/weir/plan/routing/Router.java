package io.weir.plan.routing;

import io.weir.graph.followup.FollowUp;
import io.weir.graph.supergraph.FieldSet;
import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import io.weir.plan.demand.WorkLimit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each field that is demanded whom to ask for it. Asking again for what is planned already is harmless and
 * adds only what is new: keys and required fields are demanded in the same way as what the client selected. One for each
 * route; for one thread.
 */
final class Router {

    private final Catalog catalog;
    private final Options options;
    private final Origins origins;
    private final Hops hops;
    private final Drafts drafts;
    private final Wholes wholes;
    private final WorkLimit limit;

    Router(Catalog catalog, Hops hops, Position root, Drafts drafts, boolean mutation, WorkLimit limit) {
        this.catalog = catalog;
        this.hops = hops;
        this.drafts = drafts;
        this.limit = limit;
        this.origins = new Origins(catalog, hops, root, mutation);
        Estimate estimate = new Estimate(catalog, hops, limit);
        this.options = new Options(catalog, hops, estimate, origins, limit);
        this.wholes = new Wholes(catalog, estimate);
    }

    /** Plans all demands at a position, unless that was done before; the fetches that bring them. */
    Set<FetchDraft> resolve(Position position, Demands demands) {
        Set<FetchDraft> known = position.settled(demands);
        if (known == null) {
            known = resolveNew(position, demands);
            position.settle(demands, known);
        }
        return known;
    }

    private Set<FetchDraft> resolveNew(Position position, Demands demands) {
        if (!catalog.isAbstract(position.type())) {
            return resolve(
                    position.subject(position.type()),
                    Hops.of(demands, position.type()).values());
        }
        Subject whole = position.subject(position.type());
        if (position.typesUnknown()) {
            if (demands.same() && !demands.typename() && reachable(whole, demands.uniform())) {
                return resolve(whole, demands.uniform().values());
            }
            learnTypes(position, whole);
        }
        Set<FetchDraft> fetches = new LinkedHashSet<>();
        for (Demand demand : wholes.local(position, demands)) {
            fetches.addAll(resolve(whole, List.of(demand)));
        }
        for (Map.Entry<String, Map<String, Demand>> entry : demands.byType().entrySet()) {
            limit.step();
            if (position.primary().covers(catalog, entry.getKey())) {
                fetches.addAll(resolve(
                        position.subject(entry.getKey()), entry.getValue().values()));
            }
        }
        return fetches;
    }

    private boolean reachable(Subject whole, Map<String, Demand> demands) {
        long readers = Reading.bits(whole.readings(catalog));
        return demands.values().stream()
                .allMatch(demand -> !catalog.followedUp(whole.type(), demand.field())
                        && hops.reaches(whole.type(), demand, readers));
    }

    /**
     * Asks a subgraph in which the interface is one for the objects' types: whoever has an interface object does not know
     * them.
     */
    private void learnTypes(Position position, Subject whole) {
        Hops.Hop nearest = hops.from(whole.type(), Reading.bits(position.readings()), 0, null).values().stream()
                .filter(hop -> !catalog.interfaceObject(hop.subgraph(), hop.type()))
                .min(Comparator.comparingInt(Hops.Hop::distance))
                .orElseThrow(() -> new Unreachable(
                        "the concrete type of a %s is needed, but no subgraph that knows it can be asked by a key"
                                .formatted(whole.type())));
        position.learnTypes(entity(whole, nearest, null, ""));
    }

    private Set<FetchDraft> resolve(Subject subject, Collection<Demand> demands) {
        Collection<Demand> outer = subject.pending();
        List<Demand> rest = new ArrayList<>(0);
        for (Demand demand : demands) {
            if (subject.resolved(demand.key()) == null && !followUp(subject, demand) && !readHere(subject, demand)) {
                rest.add(demand);
            }
        }
        if (!rest.isEmpty()) {
            rest.sort(Comparator.comparingInt(demand -> options.freedom(subject, demand)));
            subject.pending(rest);
            for (Demand demand : rest) {
                if (subject.resolved(demand.key()) == null) {
                    options.best(subject, demand)
                            .ifPresentOrElse(best -> take(subject, demand, best), () -> fromRoot(subject, demand));
                }
            }
            subject.pending(outer);
        }
        return resolveBelow(subject, demands);
    }

    private Set<FetchDraft> resolveBelow(Subject subject, Collection<Demand> demands) {
        Set<FetchDraft> fetches = new LinkedHashSet<>();
        for (Demand demand : demands) {
            Subject.Resolved resolved = Objects.requireNonNull(subject.resolved(demand.key()));
            fetches.add(resolved.fetch());
            if (resolved.fetch() instanceof QueryDraft query) {
                query.ask(demand);
            }
            if (resolved.below() != null && demand.below() != null) {
                fetches.addAll(resolve(resolved.below(), demand.below()));
            }
        }
        return fetches;
    }

    /** Takes the field from a fetch that reads the object already, if that is the best way. */
    private boolean readHere(Subject subject, Demand demand) {
        Optional<Option> best = options.best(subject, demand);
        if (best.isEmpty() || best.get().reading() == null) {
            return false;
        }
        take(subject, demand, best.get());
        return true;
    }

    /** Has a field of Query answer, once the fields of the object that it needs are there. */
    private boolean followUp(Subject subject, Demand demand) {
        FollowUp followUp = catalog.followUp(subject.type(), demand.field());
        if (followUp == null) {
            return false;
        }
        Set<FetchDraft> before = new LinkedHashSet<>();
        followUp.parent().ifPresent(fields -> before.addAll(resolve(subject, demands(subject, fields))));
        subject.resolved(demand.key(), new Subject.Resolved(drafts.query(subject, followUp, before), null));
        return true;
    }

    /** Where a field led back to Query, all its fields are to be had: those that cannot be read here from the root again. */
    private void fromRoot(Subject subject, Demand demand) {
        if (!catalog.queryType(subject.type()) || subject.position().origin() == null) {
            throw refuse(subject, demand);
        }
        QueryDraft query = subject.query();
        if (query == null) {
            query = drafts.query(subject, null, List.of());
            subject.query(query);
        }
        subject.resolved(demand.key(), new Subject.Resolved(query, null));
    }

    private Unreachable refuse(Subject subject, Demand demand) {
        return new Unreachable(new Reason(catalog, hops).of(subject, demand));
    }

    private void take(Subject subject, Demand demand, Option option) {
        extend(subject, demand, option.home(), reading(subject, demand, option));
    }

    private Reading reading(Subject subject, Demand demand, Option option) {
        if (option.reading() != null) {
            return option.reading();
        }
        return option.hop() != null
                ? entity(subject, option.hop(), option.home().field().requires(), demand.key())
                : again(subject.position(), option.home().subgraph());
    }

    private void extend(Subject subject, Demand demand, Home home, Reading reading) {
        SelectionDraft below = ask(subject, demand, home, reading);
        Position child = null;
        if (below != null) {
            child = subject.position().child(subject, demand, catalog.fieldType(subject.type(), demand.field()));
            child.readings().add(child(subject, demand, home, reading, below));
        }
        subject.resolved(demand.key(), new Subject.Resolved(reading.fetch(), child));
    }

    private Reading child(Subject subject, Demand demand, Home home, Reading reading, SelectionDraft below) {
        Payload payload = reading.payload().in(demand.key());
        return new Reading(
                reading.fetch(),
                below,
                payload.typesUnknown() || catalog.interfaceObject(home.subgraph(), below.type()),
                reading.provided().below(catalog, subject.type(), home, demand.field()),
                payload);
    }

    private @Nullable SelectionDraft ask(Subject subject, Demand demand, Home home, Reading reading) {
        String branch = reading.branch(subject.type());
        FieldDraft known = reading.selection().field(branch, demand.key());
        if (known != null) {
            return known.below();
        }
        SelectionDraft below = null;
        if (demand.below() != null) {
            String type = Catalog.fieldType(home);
            boolean named = catalog.isAbstract(catalog.fieldType(subject.type(), demand.field()))
                    && !catalog.interfaceObject(home.subgraph(), type);
            below = new SelectionDraft(type, named);
        }
        reading.selection()
                .add(
                        branch,
                        new FieldDraft(
                                demand.key(),
                                demand.field(),
                                demand.arguments(),
                                home.field().type(),
                                below));
        return below;
    }

    /** An entity fetch for these objects: one that is there if it can serve, else a new one. */
    private Reading entity(Subject subject, Hops.Hop hop, @Nullable FieldSet requires, String field) {
        if (requires == null) {
            for (Reading reading : subject.own()) {
                if (reading.subgraph() == hop.subgraph()) {
                    return reading;
                }
            }
        }
        Collection<Demand> key = demands(subject, hop.key().fields());
        long outer = subject.busy();
        subject.busy(outer | hop.subgraph().bit());
        Set<FetchDraft> waitsFor = new LinkedHashSet<>(resolve(subject, key));
        subject.busy(outer);
        Collection<Demand> required = requires == null ? List.of() : demands(subject, requires);
        if (!required.isEmpty()) {
            subject.underWay().add(field);
            waitsFor.addAll(resolve(subject, required));
            subject.underWay().remove(field);
        }
        waitsFor.addAll(subject.position().guards());
        return drafts.entity(subject, hop, key, required, waitsFor);
    }

    private Collection<Demand> demands(Subject subject, FieldSet fields) {
        return Hops.of(catalog.demands(subject.type(), fields), subject.type()).values();
    }

    /** Another subgraph reads the position too, since it is asked for the field that leads there. */
    private Reading again(Position position, Subgraph subgraph) {
        for (Reading reading : position.readings()) {
            if (reading.subgraph() == subgraph) {
                return reading;
            }
        }
        Position.Origin origin = position.origin();
        if (origin == null) {
            Reading root = drafts.root(position, subgraph);
            position.readings().add(root);
            return root;
        }
        Subject parent = origin.parent();
        Demand demand = origin.demand();
        Option way = options.of(parent, demand).stream()
                .filter(option -> option.home().subgraph() == subgraph)
                .min(Comparator.comparingDouble(Option::cost))
                .orElseThrow(() -> refuse(parent, demand));
        Reading above = reading(parent, demand, way);
        SelectionDraft below = Objects.requireNonNull(ask(parent, demand, way.home(), above));
        Reading reading = child(parent, demand, way.home(), above, below);
        position.readings().add(reading);
        return reading;
    }
}
