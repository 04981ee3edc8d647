package dev.weir.engine.command;

import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** Statements that tell what there is. */
public sealed interface ShowCommand extends Command {

  /** SHOW TABLES; {@code namespace} null: the default one of the query. */
  record ShowTables(@Nullable Namespace namespace, boolean all) implements ShowCommand {
    @Override
    public String kind() {
      return "SHOW TABLES";
    }
  }

  /** SHOW COLUMNS FROM, DESCRIBE. */
  record ShowColumns(TableIdentifier relation) implements ShowCommand {
    @Override
    public String kind() {
      return "SHOW COLUMNS";
    }
  }

  /** DESCRIBE of a query. */
  record DescribeQuery(SqlSlice query) implements ShowCommand {
    @Override
    public String kind() {
      return "DESCRIBE";
    }
  }

  /** SHOW CREATE TABLE or VIEW. */
  record ShowCreate(TableIdentifier relation) implements ShowCommand {
    @Override
    public String kind() {
      return "SHOW CREATE TABLE";
    }
  }

  /** SHOW SNAPSHOTS FROM. */
  record ShowSnapshots(TableIdentifier table) implements ShowCommand {
    @Override
    public String kind() {
      return "SHOW SNAPSHOTS";
    }
  }

  /** SHOW FILES or PARTITIONS FROM: a data file is what the key splits a table into. */
  record ShowFiles(TableIdentifier table, boolean partitions) implements ShowCommand {
    @Override
    public String kind() {
      return partitions ? "SHOW PARTITIONS" : "SHOW FILES";
    }
  }

  /** The lists of a tenant that need no further words. */
  record ShowList(Subject subject) implements ShowCommand {
    @Override
    public String kind() {
      return "SHOW " + subject;
    }
  }

  /** What {@link ShowList} lists. */
  enum Subject {
    NAMESPACES,
    USERS,
    ROLES,
    GRANTS,
    USAGE,
    CLUSTERS
  }
}
