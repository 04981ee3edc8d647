package dev.weir.operator.server;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringWriter;

/** What the operator counts, for Prometheus. */
@Path("/metrics")
public final class MetricsResource {

  /** Every metric, in the format that the scraper asks for. */
  @GET
  public Response scrape(@HeaderParam(HttpHeaders.ACCEPT) String accept) throws IOException {
    String format = TextFormat.chooseContentType(accept);
    StringWriter text = new StringWriter();
    TextFormat.writeFormat(format, text, CollectorRegistry.defaultRegistry.metricFamilySamples());
    return Response.ok(text.toString()).type(format).build();
  }
}
