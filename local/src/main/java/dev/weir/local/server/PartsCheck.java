package dev.weir.local.server;

import dev.weir.local.role.PartStatus;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** What makes {@code /health/ready} mean it: every part that is needed does what it is for. */
@Readiness
@Singleton
public class PartsCheck implements HealthCheck {
  private final Parts parts;

  PartsCheck(Parts parts) {
    this.parts = parts;
  }

  @Override
  public HealthCheckResponse call() {
    // Names and yes or no only: probes carry no token, and details name what is inside.
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("parts");
    boolean ready = true;
    for (PartStatus part : parts.check()) {
      answer.withData(part.name(), part.ready());
      ready &= !parts.isMissed(part);
    }
    return answer.status(ready).build();
  }
}
