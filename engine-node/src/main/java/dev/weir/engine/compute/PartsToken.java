package dev.weir.engine.compute;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The token that the parts of one warehouse prove themselves with to one another. It is asked for
 * with every call, so that it can change. Thread-safe.
 */
final class PartsToken implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";

  private final Supplier<String> token;

  PartsToken(Supplier<String> token) {
    this.token = token;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String sent = headers.get(AUTHORIZATION);
    if (sent != null && isRight(sent)) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.UNAUTHENTICATED.withDescription("the call lacks the token of the warehouse's parts"),
        new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private boolean isRight(String sent) {
    String own = token.get();
    // Without a token of its own a node lets nobody in.
    return !own.isBlank() && MessageDigest.isEqual(bytes(BEARER + own), bytes(sent));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Puts the token on the calls of a client. */
  CallCredentials credentials() {
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier to) {
        try {
          Metadata headers = new Metadata();
          headers.put(AUTHORIZATION, BEARER + token.get());
          to.apply(headers);
        } catch (RuntimeException unreadable) {
          to.fail(
              Status.UNAUTHENTICATED
                  .withDescription("the token of the warehouse's parts cannot be read")
                  .withCause(unreadable));
        }
      }
    };
  }
}
