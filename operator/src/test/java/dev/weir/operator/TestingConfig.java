package dev.weir.operator;

import dev.weir.operator.config.OperatorConfig;
import java.time.Duration;
import java.util.Set;

/** A configuration in which nothing depends on the machine. */
public final class TestingConfig {
  private TestingConfig() {}

  /** Without an election. */
  public static OperatorConfig alone() {
    return new OperatorConfig(
        "registry.example.com/weir",
        "1.2.3",
        "registry.example.com/minio:1",
        "registry.example.com/postgres:17",
        Set.of(),
        "weir-system",
        "weir-operator-0",
        false,
        Duration.ofSeconds(2),
        null,
        null);
  }
}
