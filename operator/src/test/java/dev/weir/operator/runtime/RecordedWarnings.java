package dev.weir.operator.runtime;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What an API server warns of, as kubectl prints it. */
final class RecordedWarnings implements Interceptor {
  private final List<String> warnings = new ArrayList<>();

  @Override
  public synchronized void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    warnings.addAll(response.headers("Warning"));
  }

  /** All since the last call. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(warnings);
    warnings.clear();
    return taken;
  }
}
