package io.weir.graph.sdl;

import graphql.language.Definition;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.MultiSourceReader;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import io.weir.config.Problem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SDL files in, their definitions out, each knowing its file, line and column. */
public final class SdlFiles {

    private SdlFiles() {}

    /** The texts of those files that can be read; a problem for each of the others. */
    public static List<SdlText> read(List<Path> files, List<Problem> problems) {
        return files.stream().flatMap(file -> read(file, problems).stream()).toList();
    }

    /** The text of a file; empty with a problem when it cannot be read. */
    public static Optional<SdlText> read(Path file, List<Problem> problems) {
        try {
            return Optional.of(new SdlText(file.toString(), Files.readString(file)));
        } catch (MalformedInputException e) {
            problems.add(new Problem(file, 1, 1, "not UTF-8 text"));
        } catch (IOException e) {
            problems.add(new Problem(file, 1, 1, "cannot be read"));
        }
        return Optional.empty();
    }

    /** The definitions of those texts that are GraphQL; a problem for each of the others. */
    public static List<Definition<?>> parse(List<SdlText> texts, List<Problem> problems) {
        List<Definition<?>> definitions = new ArrayList<>();
        for (SdlText text : texts) {
            if (text.text().isBlank()) {
                problems.add(new Problem(Path.of(text.name()), 1, 1, "is empty; it should hold type definitions"));
                continue;
            }
            document(text, problems).ifPresent(document -> definitions.addAll(definitions(document)));
        }
        return definitions;
    }

    /** The text as GraphQL; empty with a problem where it is none. */
    public static Optional<Document> document(SdlText text, List<Problem> problems) {
        try {
            return Optional.of(parse(text.text(), text.name()));
        } catch (InvalidSyntaxException e) {
            problems.add(Sdl.problem(e.getLocation(), syntaxMessage(e)));
            return Optional.empty();
        }
    }

    /** @throws InvalidSyntaxException with its place when the text is not GraphQL */
    public static Document parse(String sdl, String sourceName) {
        MultiSourceReader reader = MultiSourceReader.newMultiSourceReader()
                .string(sdl, sourceName)
                .trackData(true)
                .build();
        return Parser.parse(ParserEnvironment.newParserEnvironment()
                .document(reader)
                .parserOptions(ParserOptions.getDefaultSdlParserOptions()
                        .transform(options -> options.maxRuleDepth(ParserOptions.MAX_RULE_DEPTH)))
                .build());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static List<Definition<?>> definitions(Document document) {
        return (List) document.getDefinitions();
    }

    private static String syntaxMessage(InvalidSyntaxException e) {
        String preview = e.getOffendingToken();
        return preview == null || preview.isBlank()
                ? "not GraphQL: " + firstLine(String.valueOf(e.getMessage()))
                : "not GraphQL: unexpected \"" + preview + "\"";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("a syntax error");
    }
}
