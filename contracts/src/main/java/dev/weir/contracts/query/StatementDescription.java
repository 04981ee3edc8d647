package dev.weir.contracts.query;

import java.util.List;

/**
 * What a statement would do, found out without running it.
 *
 * @param kind {@code SELECT}, {@code INSERT} and so on
 * @param columns of its result
 * @param parameterTypes SQL types of its parameters, in order; {@code UNKNOWN} where the engine
 *     cannot tell
 * @param tables it reads, {@code namespace.table}, views replaced by what they read
 */
public record StatementDescription(
    String kind, List<ResultColumn> columns, List<String> parameterTypes, List<String> tables) {}
