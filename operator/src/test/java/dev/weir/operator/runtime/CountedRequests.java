package dev.weir.operator.runtime;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests of each method a client sends to an API server. */
final class CountedRequests implements Interceptor {
  private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final Map<String, Integer> count = new ConcurrentHashMap<>();

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    count.merge(request.method(), 1, Integer::sum);
  }

  void reset() {
    count.clear();
  }

  int total() {
    return count.values().stream().mapToInt(Integer::intValue).sum();
  }

  int writes() {
    return count.entrySet().stream()
        .filter(entry -> WRITES.contains(entry.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  @Override
  public String toString() {
    return new TreeMap<>(count).toString();
  }
}
