package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A bucket of S3 or of a store that speaks it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record S3Storage(
    @Required
        @Size(min = 1, max = 2000)
        @Pattern("^https?://.+")
        @JsonPropertyDescription("`https://s3.eu-central-1.amazonaws.com`, `http://minio:9000`.")
        String endpoint,
    @Required
        @Size(min = 3, max = 63)
        @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
        @JsonPropertyDescription("Name of the bucket; it must be there.")
        String bucket,
    @Size(max = 1000) @JsonPropertyDescription("Keys begin with it; none when absent.")
        @Nullable String prefix,
    @Default("us-east-1")
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("Region that requests are signed for.")
        String region,
    @Default("true")
        @JsonPropertyDescription(
            "Put the bucket into the path, as MinIO wants it, not into the host name.")
        Boolean pathStyle,
    @Required @JsonPropertyDescription("Secret with the keys `accessKey` and `secretKey`.")
        ObjectRef secretRef) {

  public S3Storage {
    region = Copies.orElse(region, "us-east-1");
    pathStyle = Copies.orElse(pathStyle, true);
  }
}
