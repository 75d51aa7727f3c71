package io.weir.plan;

import graphql.language.Field;
import io.weir.plan.routing.FetchDraft;
import java.util.List;
import java.util.Map;

/** Root fields in, stages of fetches out. For one operation. */
interface Stages {

    /** A root field that no subgraph answers. */
    void add(FetchNode node);

    /**
     * A root field that subgraphs answer.
     *
     * @param key where its value stands in the root object
     */
    void ask(String key, List<Field> fields);

    /** What was given, planned. */
    List<FetchGraph> build();

    /** Routes root fields. */
    interface Router {

        /** The fetches of root fields and of all that follows from them. */
        List<FetchDraft> route(Map<String, List<Field>> fieldsByKey);
    }
}
