package dev.weir.meta.rest;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.meta.access.AccessDirectory;
import dev.weir.meta.access.Subject;
import dev.weir.meta.catalog.CatalogContext;
import dev.weir.meta.raft.ConditionalWrite.RequestId;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Iceberg REST catalog: finds the route, checks the caller's rights, answers. The tenant is the
 * caller's, so paths carry no prefix. A repeated request with the same {@code Idempotency-Key} is
 * answered from the log, also by another node after a change of leader. Thread-safe; calls block.
 */
public final class IcebergRestRouter {
  /** What every path begins with. */
  private static final String VERSION = "v1/";

  private static final Logger LOG = LoggerFactory.getLogger(IcebergRestRouter.class);
  private static final String CONFIG = "config";
  private static final String IDEMPOTENCY_KEY_LIFETIME = "PT30M";

  private final MetaLog log;
  private final AccessDirectory directory;
  private final Function<String, CatalogContext> tenants;

  /**
   * @param log tells which requests have been committed
   * @param directory tells what callers may do
   * @param tenants gives the catalog of a tenant
   */
  public IcebergRestRouter(
      MetaLog log, AccessDirectory directory, Function<String, CatalogContext> tenants) {
    this.log = log;
    this.directory = directory;
    this.tenants = tenants;
  }

  /** Never throws: failures are responses too. */
  public RestResponse handle(RestRequest request) {
    try {
      Answer answer = answer(request);
      byte[] body = answer.body() == null ? new byte[0] : Json.write(answer.body());
      return new RestResponse(answer.status(), answer.headers(), body);
    } catch (RuntimeException e) {
      if (IcebergErrors.isDefect(e)) {
        LOG.error("iceberg rest failed method={} path={}", request.method(), request.path(), e);
      }
      return failure(IcebergErrors.of(e));
    }
  }

  /** A failure that was found before a request could be made of it: no caller, a body too large. */
  public static RestResponse failure(int status, String type, String message) {
    return failure(
        ErrorResponse.builder().responseCode(status).withType(type).withMessage(message).build());
  }

  private static RestResponse failure(ErrorResponse error) {
    return new RestResponse(error.code(), Map.of(), Json.write(error));
  }

  private Answer answer(RestRequest request) {
    if (!request.path().startsWith(VERSION)) {
      throw noRoute(request);
    }
    List<String> segments =
        Arrays.asList(request.path().substring(VERSION.length()).split("/", -1));
    Subject subject = directory.subject(request.caller().tenant(), request.caller().principal());
    if (segments.equals(List.of(CONFIG)) && request.method().equals("GET")) {
      return Answer.ok(config(request));
    }
    Route route = Route.of(request.method(), segments);
    if (route == null) {
      throw noRoute(request);
    }
    CatalogContext context = tenants.apply(subject.tenant());
    RestCall call = new RestCall(request, segments, context, new Guard(subject));
    String key = request.header("Idempotency-Key");
    Function<RestCall, Answer> replay = route.replay();
    return key == null || replay == null
        ? route.answer(call)
        : answerOnce(route, replay, call, requestId(request, key));
  }

  private static BadRequestException noRoute(RestRequest request) {
    return new BadRequestException("No route for request: %s %s", request.method(), request.path());
  }

  private static ConfigResponse config(RestRequest request) {
    String warehouse = request.query().get("warehouse");
    if (warehouse != null && !warehouse.isEmpty() && !warehouse.equals(request.caller().tenant())) {
      throw new BadRequestException(
          "There is no warehouse %s: leave it out, or use %s",
          warehouse, request.caller().tenant());
    }
    return ConfigResponse.builder()
        .withEndpoints(Arrays.stream(Route.values()).map(Route::endpoint).toList())
        .withIdempotencyKeyLifetime(IDEMPOTENCY_KEY_LIFETIME)
        .build();
  }

  private static RequestId requestId(RestRequest request, String key) {
    try {
      UUID id = UUID.fromString(key);
      return new RequestId(
          "rest/" + request.caller().principal() + "/" + id, RestCall.fingerprint(request));
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e, "Idempotency-Key must be a UUID, not %s", key);
    }
  }

  private Answer answerOnce(
      Route route, Function<RestCall, Answer> replay, RestCall call, RequestId id) {
    ByteString committed = fingerprintOf(call.guard().subject().tenant(), id);
    if (committed == null) {
      return route.answer(
          new RestCall(
              call.request(), call.segments(), call.context().forRequest(id), call.guard()));
    }
    if (!committed.equals(id.fingerprint())) {
      throw new UnprocessableEntityException(
          "The Idempotency-Key was used before, for another request");
    }
    return replay.apply(call);
  }

  private @Nullable ByteString fingerprintOf(String tenant, RequestId id) {
    Versioned<byte[]> found = log.read(view -> view.find(Keys.request(tenant, id.id())));
    try {
      return found == null ? null : Request.parseFrom(found.value()).getFingerprint();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a request record is damaged", e);
    }
  }
}
