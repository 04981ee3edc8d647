package dev.weir.operator.runtime;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client asked of an API server, as RBAC names it: {@code group/resource verb}. */
final class RecordedRequests implements Interceptor {
  /** Which kinds there are, everybody who is authenticated may ask. */
  private static final Pattern DISCOVERY = Pattern.compile("/apis/[^/]+/[^/]+");

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api/v1|apis/(?<group>[^/]+)/[^/]+)(?:/namespaces/[^/]+)?/(?<resource>[a-z]+)"
              + "(?:/(?<name>[^/]+)(?:/(?<sub>[^/]+))?)?");

  private final Set<String> requests = new ConcurrentSkipListSet<>();

  Set<String> all() {
    return new TreeSet<>(requests);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    record(request, null);
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<java.util.List<java.nio.ByteBuffer>> consumer) {
    // A patch that made the object needs the right to create it.
    if (request.method().equals("PATCH") && response.code() == 201) {
      record(request, "create");
    }
  }

  private void record(HttpRequest request, String knownVerb) {
    URI uri = request.uri();
    if (DISCOVERY.matcher(uri.getPath()).matches()) {
      return;
    }
    Matcher path = PATH.matcher(uri.getPath());
    if (!path.matches()) {
      throw new AssertionError("a request that no rule can be found for: " + uri);
    }
    String group = path.group("group") == null ? "" : path.group("group");
    String sub = path.group("sub") == null ? "" : "/" + path.group("sub");
    String verb = knownVerb == null ? verb(request, path.group("name") != null) : knownVerb;
    requests.add(group + "/" + path.group("resource") + sub + " " + verb);
  }

  private static String verb(HttpRequest request, boolean named) {
    String query = request.uri().getQuery() == null ? "" : request.uri().getQuery();
    return switch (request.method()) {
      case "GET" -> query.contains("watch=true") ? "watch" : named ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> throw new AssertionError(request.method());
    };
  }
}
