package io.weir.plan;

import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.EntityDraft;
import io.weir.plan.routing.FetchDraft;
import io.weir.plan.routing.QueryDraft;
import io.weir.plan.routing.RootDraft;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Drafts in, the graph of requests out. Entity fetches that go to one subgraph and wait for the same requests become one
 * request. None of them can wait for another of them, so there is never a circle.
 */
final class FetchGraphs {

    private final SubgraphFetches fetches;
    private final Queries queries;

    FetchGraphs(SubgraphFetches fetches, Queries queries) {
        this.fetches = fetches;
        this.queries = queries;
    }

    /** Plans what is asked of the root of queries. */
    interface Queries {
        QueryFetch plan(QueryDraft draft, int[] dependsOn, WorkLimit limit);
    }

    /** What makes two drafts one request: whom they ask, and all that must have ended before. */
    private record Together(Subgraph subgraph, BitSet before) {}

    /** One request that is put together. */
    private static final class Request {
        final List<FetchDraft> drafts = new ArrayList<>(1);
        final BitSet dependsOn = new BitSet();
        final BitSet before;

        Request(BitSet before) {
            this.before = before;
        }
    }

    /** The requests of drafts that are given in the order of their ids. What is local is there already. */
    FetchGraph build(List<? extends FetchDraft> drafts, boolean mutation, WorkLimit limit) {
        List<Request> requests = new ArrayList<>();
        Map<Together, Integer> known = new HashMap<>();
        Map<FetchDraft, Integer> places = new HashMap<>();
        for (FetchDraft draft : drafts) {
            if (draft.subgraph().local() && !(draft instanceof QueryDraft)) {
                continue;
            }
            BitSet dependsOn = new BitSet();
            draft.waitsFor().stream().map(places::get).filter(Objects::nonNull).forEach(dependsOn::set);
            BitSet before = (BitSet) dependsOn.clone();
            dependsOn.stream().forEach(place -> before.or(requests.get(place).before));
            int place;
            if (draft instanceof QueryDraft) {
                place = requests.size();
                requests.add(new Request(before));
            } else {
                place = known.computeIfAbsent(new Together(draft.subgraph(), before), together -> {
                    requests.add(new Request(before));
                    return requests.size() - 1;
                });
            }
            Request request = requests.get(place);
            request.drafts.add(draft);
            request.dependsOn.or(dependsOn);
            places.put(draft, place);
        }
        return new FetchGraph(requests.stream()
                .map(request -> node(request, requests, mutation, limit))
                .toList());
    }

    private FetchNode node(Request request, List<Request> requests, boolean mutation, WorkLimit limit) {
        if (request.drafts.get(0) instanceof RootDraft) {
            return fetches.root(
                    request.drafts.stream().map(RootDraft.class::cast).toList(), mutation);
        }
        if (request.drafts.get(0) instanceof QueryDraft query) {
            return queries.plan(query, reduced(request.dependsOn, requests), limit);
        }
        return fetches.entities(
                request.drafts.stream().map(EntityDraft.class::cast).toList(), reduced(request.dependsOn, requests));
    }

    /** Without those that another one waits for anyway. */
    private static int[] reduced(BitSet dependsOn, List<Request> requests) {
        return dependsOn.stream()
                .filter(place -> dependsOn.stream()
                        .noneMatch(other -> requests.get(other).before.get(place)))
                .toArray();
    }
}
