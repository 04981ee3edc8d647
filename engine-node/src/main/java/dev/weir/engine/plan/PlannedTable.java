package dev.weir.engine.plan;

import java.util.List;
import org.apache.iceberg.DataFile;

/**
 * What of a table has to be read.
 *
 * @param files that may hold rows that the statement needs
 * @param filesTotal data files of the snapshot
 * @param rowsTotal rows of the snapshot
 * @param bytesTotal bytes of all its files
 */
public record PlannedTable(List<DataFile> files, int filesTotal, long rowsTotal, long bytesTotal) {}
