package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.pod.PodSettings;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The web app and its REST API. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WebSettings(
    @Default("1") @Min(1) @Max(50) @JsonPropertyDescription("Pods.") Integer replicas,
    @JsonPropertyDescription("How it is reached from outside; only inside the cluster when absent.")
        @Nullable Ingress ingress,
    @JsonPropertyDescription("How its pods are made.") PodSettings pod) {

  public WebSettings {
    replicas = Copies.orElse(replicas, 1);
    pod = Copies.orElse(pod, PodSettings.DEFAULT);
  }
}
