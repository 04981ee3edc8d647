package dev.weir.meta.rest;

import dev.weir.contracts.query.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request to the Iceberg REST catalog.
 *
 * @param method HTTP method in capitals
 * @param path behind {@code /iceberg/}, percent-encoded as it came, {@code v1/namespaces/a%1Fb}
 * @param query parameters, decoded
 * @param headers by lower-case name
 * @param body empty when there is none
 * @param caller who asks
 */
public record RestRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    Caller caller) {

  /** Lower-cases the names of the headers. */
  public RestRequest {
    query = Map.copyOf(query);
    headers =
        headers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    Map.Entry::getValue,
                    (first, second) -> first));
  }

  @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
