package io.weir.load.federation;

/** What is asked of the employees, their teams and their reviews. */
public final class FederatedQueries {

    /** Two subgraphs, one entity. */
    public static final String ONE = "{ employee(id: \"3\") { id email details { forename surname } team { name } } }";

    /** Three subgraphs in three steps, 240 leaves. */
    public static final String ALL =
            "{ employees { id email details { forename surname } team { name lead { id email } }"
                    + " reviews { rating text author { id details { forename surname } } } } }";

    private FederatedQueries() {}
}
