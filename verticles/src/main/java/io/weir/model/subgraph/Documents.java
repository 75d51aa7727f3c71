package io.weir.model.subgraph;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.parser.ParserOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Remembers which texts are GraphQL, and valid: they come from our planner, so they are few. Thread-safe. */
final class Documents implements PreparsedDocumentProvider {

    /** Characters of all texts that are remembered. */
    private static final int WEIGHT = 4 << 20;

    /** As much as one request may say; what clients send was limited before. */
    private static final int LIMIT = 1 << 20;

    static final ParserOptions OPTIONS = ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .captureSourceLocation(true)
            .readerTrackData(false)
            .maxCharacters(LIMIT)
            .maxTokens(LIMIT)
            .maxWhitespaceTokens(LIMIT)
            .build();

    private final Cache<String, PreparsedDocumentEntry> known = Caffeine.newBuilder()
            .maximumWeight(WEIGHT)
            .weigher((String text, PreparsedDocumentEntry entry) -> text.length())
            .executor(Runnable::run)
            .build();

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
            ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parse) {
        return CompletableFuture.completedFuture(known.get(input.getQuery(), text -> parse.apply(input)));
    }
}
