package dev.weir.engine.testing;

import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.command.Command;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.gateway.QueryContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Knows one statement, {@code WAIT}, which waits until it is cancelled or released. */
public final class TestingCommands implements CommandRunner {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  private record Wait() implements Command {
    @Override
    public String kind() {
      return "WAIT";
    }
  }

  /** Returns when a WAIT runs. */
  public void awaitStart() throws InterruptedException {
    started.await();
  }

  public void release() {
    released.countDown();
  }

  @Override
  public Optional<Command> parse(String sql) {
    return sql.equals("WAIT") ? Optional.of(new Wait()) : Optional.empty();
  }

  @Override
  public CommandResult run(Command command, QueryContext context, Progress progress)
      throws InterruptedException {
    started.countDown();
    progress.report(7, 70, 50);
    released.await();
    return new CommandResult(
        List.of(
            new ResultColumn("count", "BIGINT", false), new ResultColumn("name", "VARCHAR", true)),
        List.of(List.of(7L, "é"), java.util.Arrays.asList(8L, null)),
        7);
  }
}
