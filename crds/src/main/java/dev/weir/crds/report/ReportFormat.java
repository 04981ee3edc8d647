package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a report is written. */
public enum ReportFormat {
  @JsonProperty("Png")
  PNG,
  @JsonProperty("Pdf")
  PDF,
  @JsonProperty("Csv")
  CSV,
  @JsonProperty("Html")
  HTML
}
