package io.weir.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.GraphQLError;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.validation.Validator;
import graphql.validation.rules.SubscriptionUniqueRootField;
import io.weir.config.GraphConfig;
import io.weir.config.QueryLimits;
import io.weir.graph.Graph;
import io.weir.plan.routing.Routing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Query text in, a valid operation with its plans out; what was valid once is remembered. Thread-safe. */
public final class OperationCache {

    /** A query text of this many characters weighs as much as one plan; longer ones weigh more. */
    private static final int CHARACTERS_PER_WEIGHT = 2048;

    /** {@link SubscriptionRoots} stands in for one, which fails where a root field depends on a variable. */
    private static final Predicate<Class<?>> RULES = rule -> rule != SubscriptionUniqueRootField.class;

    private final Graph graph;
    private final Routing routing;
    private final PlanVariants variants;
    private final QueryLimits limits;
    private final QueryLimitCheck limitCheck;
    private final ParserOptions parserOptions;
    private final boolean multipleRoots;
    private final Cache<Key, PlannedOperation> cache;

    /** Remembers about {@code config.planCache()} operations. */
    public OperationCache(Graph graph, GraphConfig config) {
        this.graph = graph;
        this.routing = new Routing(graph);
        this.variants = PlanVariants.ofSize(config.planCache());
        this.limits = config.limits();
        this.limitCheck = new QueryLimitCheck(limits, config.introspection());
        this.parserOptions = ParserOptions.newParserOptions()
                .captureIgnoredChars(false)
                .captureSourceLocation(true)
                .captureLineComments(false)
                .readerTrackData(false)
                .maxCharacters(limits.size())
                .maxTokens(limits.tokens())
                .maxWhitespaceTokens(Math.max(limits.size(), 1))
                .maxRuleDepth(ParserOptions.MAX_RULE_DEPTH)
                .build();
        this.multipleRoots = config.multipleRoots();
        this.cache = Caffeine.newBuilder()
                .maximumWeight(config.planCache())
                .weigher(
                        (Key key, PlannedOperation operation) -> 1 + key.query().length() / CHARACTERS_PER_WEIGHT)
                .executor(Runnable::run)
                .build();
    }

    private record Key(String query, @Nullable String operationName) {}

    /**
     * The operation that a request names.
     *
     * @throws RequestErrors when the text is no GraphQL, not valid for the schema, over a limit, or has no such operation
     */
    public PlannedOperation get(String query, @Nullable String operationName) throws RequestErrors {
        Key key = new Key(query, operationName);
        PlannedOperation known = cache.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Document document = parse(query);
        limitCheck.check(document);
        validate(document);
        PlannedOperation planned =
                new PlannedOperation(graph, routing, document, operation(document, operationName), variants);
        cache.put(key, planned);
        return planned;
    }

    private Document parse(String query) throws RequestErrors {
        if (query.length() > limits.size()) {
            throw new RequestErrors(RequestError.of(
                    "the query has %d characters, at most %d are allowed".formatted(query.length(), limits.size()),
                    RequestError.TOO_COMPLEX));
        }
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(query)
                    .parserOptions(parserOptions)
                    .build());
        } catch (InvalidSyntaxException e) {
            List<SourceLocation> at =
                    Optional.ofNullable(e.getLocation()).map(List::of).orElse(List.of());
            throw new RequestErrors(new RequestError(String.valueOf(e.getMessage()), at, RequestError.PARSE_FAILED));
        }
    }

    private void validate(Document document) throws RequestErrors {
        List<? extends GraphQLError> errors =
                new Validator().validateDocument(graph.schema(), document, RULES, Locale.ENGLISH);
        if (!errors.isEmpty()) {
            throw new RequestErrors(
                    errors.stream().map(OperationCache::requestError).toList());
        }
        SubscriptionRoots.check(document, multipleRoots, limits.roots());
    }

    private static RequestError requestError(GraphQLError error) {
        List<SourceLocation> locations = error.getLocations();
        return new RequestError(
                String.valueOf(error.getMessage()),
                locations == null ? List.of() : locations,
                RequestError.VALIDATION_FAILED);
    }

    private static OperationDefinition operation(Document document, @Nullable String name) throws RequestErrors {
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        if (operations.isEmpty()) {
            throw new RequestErrors(
                    RequestError.of("the document has no operation", RequestError.OPERATION_RESOLUTION));
        }
        if (name == null || name.isEmpty()) {
            if (operations.size() > 1) {
                throw new RequestErrors(RequestError.of(
                        "the document has %d operations; name one in operationName".formatted(operations.size()),
                        RequestError.OPERATION_RESOLUTION));
            }
            return operations.get(0);
        }
        return operations.stream()
                .filter(operation -> name.equals(operation.getName()))
                .findFirst()
                .orElseThrow(() -> new RequestErrors(RequestError.of(
                        "the document has no operation named \"%s\"".formatted(name),
                        RequestError.OPERATION_RESOLUTION)));
    }
}
