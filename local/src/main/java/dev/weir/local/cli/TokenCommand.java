package dev.weir.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir token}. */
@Command(
    name = "token",
    description = "Print the administrator's token, for PyIceberg, JDBC, ADBC and curl.")
final class TokenCommand implements Callable<Integer> {
  @Mixin Target target;

  @Override
  public Integer call() {
    System.out.println(target.token());
    return 0;
  }
}
