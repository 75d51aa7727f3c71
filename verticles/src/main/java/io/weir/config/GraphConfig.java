package io.weir.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the schema comes from and what a query may cost.
 *
 * @param schemas SDL files, in the order given, globs resolved
 * @param introspection whether clients may ask for the schema
 * @param planCache how many plans are kept
 * @param limits what one query may ask
 */
public record GraphConfig(List<Path> schemas, boolean introspection, int planCache, QueryLimits limits) {}
