package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which build of Weir runs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Image(
    @Size(max = 500)
        @JsonPropertyDescription("Image without tag; that of the operator when absent.")
        @Nullable String repository,
    @Size(max = 128)
        @JsonPropertyDescription(
            "Version; that of the operator when absent. Changing it rolls every part.")
        @Nullable String tag,
    @Size(max = 20) @JsonPropertyDescription("Secrets for pulling it.")
        List<ObjectRef> pullSecretRefs) {

  public Image {
    pullSecretRefs = Copies.of(pullSecretRefs);
  }
}
