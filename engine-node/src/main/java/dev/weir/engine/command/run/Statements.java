package dev.weir.engine.command.run;

import dev.weir.engine.command.AccessCommand;
import dev.weir.engine.command.Command;
import dev.weir.engine.command.CommandParser;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.command.DataCommand;
import dev.weir.engine.command.SetCommand;
import dev.weir.engine.command.ShowCommand;
import dev.weir.engine.command.TableCommand;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.DataStatements;
import dev.weir.engine.write.MetaCalls;
import dev.weir.engine.write.QueryColumns;
import dev.weir.engine.write.TableAccess;
import dev.weir.engine.write.WriteResult;
import java.util.Optional;

/** Every statement that is not a query: parses it and gives it to what runs its kind. */
public final class Statements implements CommandRunner {
  private final DataStatements data;
  private final CatalogStatements catalog;
  private final ShowStatements show;
  private final AccessStatements accessStatements;

  /**
   * @param meta for names, rights, users and roles
   * @param clusters what SHOW CLUSTERS tells
   */
  public Statements(
      DataStatements data,
      Catalogs catalogs,
      MetaCalls meta,
      SessionOpener sessions,
      ClusterDirectory clusters) {
    TableAccess access = new TableAccess(meta);
    QueryColumns queries = new QueryColumns(sessions);
    ViewStatements views = new ViewStatements(catalogs, access, queries);
    this.data = data;
    this.catalog = new CatalogStatements(catalogs, access, data, views);
    this.show =
        new ShowStatements(
            access,
            queries,
            new TableDescriptions(catalogs, access),
            new TenantLists(meta, access, clusters));
    this.accessStatements = new AccessStatements(meta, access);
  }

  @Override
  public Optional<Command> parse(String sql) {
    return CommandParser.parse(sql);
  }

  @Override
  public CommandResult run(Command command, QueryContext context, Progress progress)
      throws InterruptedException {
    return switch (command) {
      case DataCommand change -> changed(data.run(change, context, progress));
      case TableCommand change -> catalog.run(change, context, progress);
      case ShowCommand ask -> show.run(ask, context);
      case AccessCommand change -> accessStatements.run(change, context);
      case SetCommand set -> Answers.status("max_threads = " + set.maxThreads());
      default -> throw new IllegalArgumentException("no such command: " + command.kind());
    };
  }

  private static CommandResult changed(WriteResult result) {
    return result.rejectReport() == null
        ? Answers.count(result.rows())
        : Answers.table("count", "BIGINT", "rejected", "BIGINT", "reject_report", "VARCHAR")
            .add(result.rows(), result.rejectedRows(), result.rejectReport())
            .result(result.rows());
  }
}
