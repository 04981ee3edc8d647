package dev.weir.meta;

import dev.weir.meta.catalog.WeirCatalog;
import java.nio.file.Path;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/**
 * Commits to one table until it is killed, and prints each version once it has been acknowledged.
 * Arguments: the folder, and the first version.
 */
public final class CommittingProcess {
  static final TableIdentifier TABLE = TableIdentifier.of("default", "t");

  private CommittingProcess() {}

  public static void main(String[] arguments) {
    int first = Integer.parseInt(arguments[1]);
    try (TestingMeta meta = TestingMeta.start(Path.of(arguments[0]))) {
      Table table = table(meta);
      for (int version = first; ; version++) {
        table.updateProperties().set("v" + version, "there").commit();
        System.out.println("acknowledged " + version);
      }
    }
  }

  private static Table table(TestingMeta meta) {
    WeirCatalog catalog = meta.node().catalog("default");
    return catalog.tableExists(TABLE)
        ? catalog.loadTable(TABLE)
        : catalog.createTable(
            TABLE, new Schema(Types.NestedField.required(1, "id", Types.LongType.get())));
  }
}
