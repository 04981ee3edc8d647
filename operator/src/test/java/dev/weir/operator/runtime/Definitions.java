package dev.weir.operator.runtime;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Installs definitions of custom resources. */
public final class Definitions {
  private static final int PATIENCE_SECONDS = 60;

  private Definitions() {}

  /** Applies all, and returns when the API server serves them. */
  public static void install(
      KubernetesClient client, Collection<CustomResourceDefinition> definitions) {
    for (CustomResourceDefinition definition : definitions) {
      var unused = client.resource(definition).serverSideApply();
    }
    for (CustomResourceDefinition definition : definitions) {
      var unused =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName(definition.getMetadata().getName())
              .waitUntilCondition(Definitions::isServed, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** A definition has a status, but no conditions in it, until a controller has looked at it. */
  private static boolean isServed(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }
}
