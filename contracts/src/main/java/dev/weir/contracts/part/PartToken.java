package dev.weir.contracts.part;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The secret that the parts of one warehouse share. Services between parts believe their callers
 * for whom they ask, so they take calls only of those who know it. Immutable; never printed.
 */
public final class PartToken {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";
  private static final int LENGTH_MIN = 32;

  private final String header;

  private PartToken(String token) {
    this.header = SCHEME + token;
  }

  /**
   * @param token at least 32 characters, around which white space is left out
   * @throws WeirException INVALID_CONFIGURATION when it is shorter
   */
  public static PartToken of(String token) {
    String trimmed = token.strip();
    if (trimmed.length() < LENGTH_MIN) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "the token of the parts is shorter than " + LENGTH_MIN + " characters",
          "Make a random one, the same for all parts of a warehouse.");
    }
    return new PartToken(trimmed);
  }

  /** Whether an {@code authorization} header proves it. Takes as long for every wrong one. */
  public boolean isProvedBy(String authorization) {
    return MessageDigest.isEqual(
        header.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
  }

  /** Shows it with every call of a client. */
  public ClientInterceptor onCalls() {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void start(Listener<A> listener, Metadata headers) {
            headers.put(AUTHORIZATION, header);
            super.start(listener, headers);
          }
        };
      }
    };
  }

  /** Refuses calls that do not show it, with UNAUTHENTICATED. */
  public ServerInterceptor onServer() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String shown = headers.get(AUTHORIZATION);
        if (shown != null && isProvedBy(shown)) {
          return next.startCall(call, headers);
        }
        StatusRuntimeException refused =
            MetaErrors.toStatus(
                new WeirException(
                    ErrorCode.UNAUTHENTICATED,
                    "the call does not come from a part of this warehouse",
                    "Parts show the token that they share."));
        Metadata trailers = refused.getTrailers();
        call.close(refused.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
      }
    };
  }

  /** Without the token: objects are printed. */
  @Override
  public String toString() {
    return "PartToken";
  }
}
