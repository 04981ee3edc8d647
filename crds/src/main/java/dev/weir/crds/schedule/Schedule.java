package dev.weir.crds.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** When something runs by itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Schedule(
    @Required
        @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "Five fields as in crontab(5): minute, hour, day of month, month, day of week.")
        String cron,
    @Default("UTC")
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("IANA time zone in which `cron` is read.")
        String timeZone) {

  public Schedule {
    timeZone = Copies.orElse(timeZone, "UTC");
  }
}
