package io.weir.plan.routing;

import io.weir.graph.supergraph.Subgraph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A fetch that is planned. What it waits for is settled when it is made, so that no two fetches ever wait for each other;
 * what it asks for grows.
 */
public abstract sealed class FetchDraft permits RootDraft, EntityDraft, QueryDraft {

    private final int id;
    private final Subgraph subgraph;
    private final SelectionDraft selection;
    private final Set<FetchDraft> waitsFor;
    private final BitSet before = new BitSet();

    FetchDraft(int id, Subgraph subgraph, SelectionDraft selection, Collection<FetchDraft> waitsFor) {
        this.id = id;
        this.subgraph = subgraph;
        this.selection = selection;
        this.waitsFor = new LinkedHashSet<>(waitsFor);
        this.before.or(before(waitsFor));
    }

    /** All fetches that have ended when these have: themselves and what they wait for. */
    static BitSet before(Collection<FetchDraft> fetches) {
        BitSet all = new BitSet();
        for (FetchDraft fetch : fetches) {
            all.set(fetch.id);
            all.or(fetch.before);
        }
        return all;
    }

    /** Its number in the order of making; it waits only for lower ones. */
    public int id() {
        return id;
    }

    /** Whom to ask; what asks the root of queries has whom the objects are known by. */
    public Subgraph subgraph() {
        return subgraph;
    }

    /** What is asked. */
    public SelectionDraft selection() {
        return selection;
    }

    /** The fetches that bring what this one needs. */
    public List<FetchDraft> waitsFor() {
        return new ArrayList<>(waitsFor);
    }

    /** The ids of all fetches that end before it starts. */
    public BitSet before() {
        return (BitSet) before.clone();
    }

    boolean startsAfterExactly(BitSet ids) {
        return before.equals(ids);
    }

    Set<FetchDraft> alone() {
        return Collections.singleton(this);
    }
}
