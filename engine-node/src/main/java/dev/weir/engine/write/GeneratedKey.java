package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlTypeNames;
import java.nio.ByteBuffer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;

/** Numbers for rows that come without a key. Stateless. */
final class GeneratedKey {

  private GeneratedKey() {}

  /** One more than the greatest number in the table, from the bounds of its files; 1 when empty. */
  static long next(Table table, Types.NestedField column) {
    if (column.type().typeId() != TypeID.LONG) {
      throw new WeirException(
          ErrorCode.TYPE_MISMATCH,
          "the column "
              + column.name()
              + " is "
              + SqlTypeNames.of(column.type())
              + ", numbers need BIGINT",
          "Name a BIGINT column after GENERATE_KEY.");
    }
    long greatest = 0;
    if (table.currentSnapshot() == null) {
      return 1;
    }
    long snapshot = table.currentSnapshot().snapshotId();
    for (FileScanTask file : StoredFiles.plan(table, snapshot, Expressions.alwaysTrue())) {
      ByteBuffer bound =
          file.file().upperBounds() == null
              ? null
              : file.file().upperBounds().get(column.fieldId());
      if (bound == null) {
        throw new WeirException(
            ErrorCode.STATEMENT_NOT_SUPPORTED,
            "a data file does not say what its greatest " + column.name() + " is",
            "Load a file that has the key.");
      }
      long upper = Conversions.<Long>fromByteBuffer(column.type(), bound);
      greatest = Math.max(greatest, upper);
    }
    return Math.addExact(greatest, 1);
  }
}
