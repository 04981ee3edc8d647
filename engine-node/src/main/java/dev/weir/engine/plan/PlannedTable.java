package dev.weir.engine.plan;

import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.expressions.Expression;

/**
 * What of a table has to be read.
 *
 * @param files that may hold rows that the statement needs
 * @param predicate that rows have to meet to be needed
 * @param filesTotal data files of the snapshot
 * @param rowsTotal rows of the snapshot
 * @param bytesTotal bytes of all its files
 */
public record PlannedTable(
    List<DataFile> files, Expression predicate, int filesTotal, long rowsTotal, long bytesTotal) {}
