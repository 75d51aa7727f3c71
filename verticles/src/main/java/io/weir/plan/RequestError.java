package io.weir.plan;

import graphql.language.SourceLocation;
import io.weir.error.ErrorCode;
import java.util.List;

/**
 * One reason why a request was refused before anything ran (GraphQL specification, section 7.1.2).
 *
 * @param message fit for the client
 * @param locations in the document; may be empty
 * @param code for {@code extensions.code}
 */
public record RequestError(String message, List<SourceLocation> locations, String code) {

    /** The document is not GraphQL. */
    public static final String PARSE_FAILED = ErrorCode.GRAPHQL_PARSE_FAILED.name();

    /** The document is not valid for this schema. */
    public static final String VALIDATION_FAILED = ErrorCode.GRAPHQL_VALIDATION_FAILED.name();

    /** Variables or arguments that do not fit. */
    public static final String BAD_USER_INPUT = ErrorCode.BAD_USER_INPUT.name();

    /** A value that does not fit its type. */
    public static final String INVALID_VALUE = ErrorCode.INVALID_VALUE.name();

    /** More than one request may ask for. */
    public static final String TOO_COMPLEX = ErrorCode.QUERY_TOO_COMPLEX.name();

    /** No subgraph can be asked for a field at the place where it is selected. */
    public static final String NOT_REACHABLE = ErrorCode.FIELD_NOT_REACHABLE.name();

    /** No operation, or no such operation. */
    public static final String OPERATION_RESOLUTION = ErrorCode.OPERATION_RESOLUTION_FAILURE.name();

    /** An error without a place. */
    public static RequestError of(String message, String code) {
        return new RequestError(message, List.of(), code);
    }
}
