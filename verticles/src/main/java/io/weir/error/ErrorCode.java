package io.weir.error;

/** What stands in {@code extensions.code} of the errors that Weir itself makes; {@code verticles/README.md} has them all. */
public enum ErrorCode {
    /** The document is not GraphQL. */
    GRAPHQL_PARSE_FAILED,
    /** The document is not valid for this schema. */
    GRAPHQL_VALIDATION_FAILED,
    /** No operation, or no such operation. */
    OPERATION_RESOLUTION_FAILURE,
    /** Variables or arguments that do not fit. */
    BAD_USER_INPUT,
    /** More than one request may ask for. */
    QUERY_TOO_COMPLEX,
    /** No subgraph can be asked for a field at the place where it is selected. */
    FIELD_NOT_REACHABLE,
    /** More than one connection may run. */
    TOO_MANY_OPERATIONS,
    /** Introspection that graphql-java takes for an attack. */
    INTROSPECTION_REFUSED,
    /** No reply in time, or no one listening. */
    EVENT_REQUEST_TIMEOUT,
    /** The responder refused. */
    EVENT_REQUEST_FAILED,
    /** A reply that is no representation of what the field returns. */
    MALFORMED_REPLY,
    /** An event that is no representation of what the field returns. */
    MALFORMED_EVENT,
    /** A value that does not fit the schema. */
    INVALID_VALUE,
    /** The provider is not connected. */
    PROVIDER_UNAVAILABLE,
    /** An error of a subgraph that has no code of its own. */
    SUBGRAPH_ERROR,
    /** No complete reply of a subgraph in time. */
    SUBGRAPH_TIMEOUT,
    /** No connection to a subgraph, or one that broke. */
    SUBGRAPH_UNREACHABLE,
    /** A subgraph's HTTP status says no, without a GraphQL response. */
    SUBGRAPH_HTTP_ERROR,
    /** A subgraph's reply is no GraphQL response. */
    SUBGRAPH_MALFORMED_REPLY,
    /** A subgraph's reply is larger than the configuration allows. */
    SUBGRAPH_REPLY_TOO_LARGE,
    /** A subgraph failed so often that it is left in peace. */
    SUBGRAPH_CIRCUIT_OPEN,
    /** Too many requests wait for a subgraph. */
    SUBGRAPH_OVERLOADED,
    /** Events came faster than they could be completed. */
    EVENTS_LEFT_OUT,
    /** Events behind the one from which a client goes on are gone, or it is none of this server's. */
    RESUME_GAP,
    /** The schema changed under a live subscription. */
    SUBSCRIPTION_SCHEMA_RELOAD,
    /** No action of this id that the client may ask for. */
    NOT_FOUND,
    /** No node runs actions now, or it did not answer. */
    ACTIONS_UNAVAILABLE,
    /** The handler of an action said no; its HTTP status is in the error. */
    ACTION_FAILED,
    /** No complete answer of a handler in time. */
    HANDLER_TIMEOUT,
    /** No connection to a handler, or one that broke. */
    HANDLER_UNREACHABLE,
    /** A handler's name leads to an address that may not be called. */
    HANDLER_NOT_ALLOWED,
    /** A handler did what it was asked, and its answer is no JSON object. */
    HANDLER_MALFORMED_REPLY,
    /** A handler did what it was asked, and its answer is larger than the configuration allows. */
    HANDLER_REPLY_TOO_LARGE,
    /** More actions wait than a node keeps. */
    ACTIONS_OVERLOADED,
    /** Every node that began the action died. */
    ACTION_POISONED,
    /** Nobody knows whether a handler did it. */
    UPSTREAM_OUTCOME_UNKNOWN,
    /** A handler failed so often that it is left in peace. */
    CIRCUIT_OPEN,
    /** An action did not end while its client waited. */
    ACTION_TIMEOUT,
    /** A client took the action back. */
    ACTION_CANCELED,
    /** The action was not begun in time. */
    ACTION_EXPIRED,
    /** A field of an action's result that was asked for before there is one. */
    ACTION_NOT_FINISHED,
    /** The action's state does not allow what was asked of it. */
    ACTION_STATE_CONFLICT,
    /** More waits for actions than a node keeps. */
    TOO_MANY_WAITS,
    /** An action with this idempotency key is still running. */
    IDEMPOTENCY_IN_PROGRESS,
    /** The idempotency key was used for something else. */
    IDEMPOTENCY_KEY_REUSED,
    /** The store did not answer in time, or cannot be reached. */
    STORE_UNAVAILABLE,
    /** What was written is not shown by every system yet that must show it. */
    CONSISTENCY_TIMEOUT,
    /** A consistency token that is forged, expired, malformed, or of another installation. */
    INVALID_CONSISTENCY_TOKEN,
    /** No node holds gates now, or more wait there than it keeps. */
    CONSISTENCY_UNAVAILABLE,
    /** A move that a state machine does not have. */
    INVALID_TRANSITION,
    /** A row has changed since the client read it. */
    VERSION_CONFLICT,
    /** A value that another row has already, where each may stand once. */
    NOT_UNIQUE,
    /** A reference to a row that there is not. */
    UNKNOWN_REFERENCE,
    /** A row that others refer to. */
    STILL_REFERENCED,
    /** The store does not answer, so that models can neither be read nor changed. */
    MODELS_UNAVAILABLE,
    /** A hook refused a mutation. */
    MUTATION_REFUSED,
    /** A hook could not be asked, or answered nonsense. */
    HOOK_FAILED,
    /** No node with the role answers what an operator asks. */
    ROLE_UNAVAILABLE,
    /** Events led to changes, and those to events, again and again. */
    CAUSATION_LOOP,
    /** The node has lost the others of its cluster. */
    NODE_ISOLATED,
    /** Nodes of different versions do not understand each other. */
    NODES_INCOMPATIBLE,
    /** A fault of the server itself. */
    INTERNAL_SERVER_ERROR
}
