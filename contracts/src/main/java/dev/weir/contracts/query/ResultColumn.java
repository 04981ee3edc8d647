package dev.weir.contracts.query;

/**
 * A column of a result.
 *
 * @param name as the statement calls it; not unique
 * @param type SQL type in upper case, as {@code DESCRIBE} prints it: {@code BIGINT}, {@code
 *     DECIMAL(12,2)}, {@code VARCHAR[]}
 * @param nullable false only when that is certain
 */
public record ResultColumn(String name, String type, boolean nullable) {}
