package dev.weir.local.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringWriter;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Metrics of all parts of this process, for Prometheus. Open without a token, as scrapers expect:
 * only counts and times, labelled by nothing that a principal names.
 */
@Path("/metrics")
public final class MetricsResource {

  /** Every metric, in the format that the scraper asks for. */
  @GET
  @Operation(hidden = true)
  public Response scrape(@jakarta.ws.rs.HeaderParam(HttpHeaders.ACCEPT) String accept)
      throws IOException {
    String format = TextFormat.chooseContentType(accept);
    StringWriter text = new StringWriter();
    TextFormat.writeFormat(format, text, CollectorRegistry.defaultRegistry.metricFamilySamples());
    return Response.ok(text.toString()).type(format).build();
  }
}
