package dev.weir.operator.server;

import dev.weir.operator.runtime.WeirOperator;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that every watch works; whether this process leads does not matter. */
@Readiness
@Singleton
public class WatchesCheck implements HealthCheck {
  private final WeirOperator operator;

  WatchesCheck(WeirOperator operator) {
    this.operator = operator;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("watches").status(operator.isReady()).build();
  }
}
