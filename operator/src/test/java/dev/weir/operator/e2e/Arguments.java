package dev.weir.operator.e2e;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The arguments of all processes of this machine, as every user of it sees them. */
final class Arguments {
  private Arguments() {}

  /** Every command line that was seen while something ran. */
  static <T> Set<String> seenDuring(Supplier<T> action) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    CompletableFuture<T> running = CompletableFuture.supplyAsync(action);
    while (!running.isDone()) {
      ProcessHandle.allProcesses()
          .forEach(process -> process.info().commandLine().ifPresent(seen::add));
    }
    running.join();
    return seen;
  }
}
