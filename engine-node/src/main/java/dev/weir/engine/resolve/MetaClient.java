package dev.weir.engine.resolve;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.ResolveRequest;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.query.Caller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Collection;
import java.util.function.Supplier;

/** Asks meta what names mean. How long a call may take, its stub says. Thread-safe. */
public final class MetaClient implements RelationSource {
  private final MetaServiceBlockingStub stub;

  public MetaClient(MetaServiceBlockingStub stub) {
    this.stub = stub;
  }

  @Override
  public ResolveResponse resolve(Caller caller, Collection<RelationName> names) {
    ResolveRequest.Builder request =
        ResolveRequest.newBuilder().setTenant(caller.tenant()).setPrincipal(caller.principal());
    names.forEach(name -> request.addNames(name.toProto()));
    return call(() -> stub.resolve(request.build()));
  }

  @Override
  public ListRelationsResponse listRelations(Caller caller) {
    return call(
        () ->
            stub.listRelations(
                ListRelationsRequest.newBuilder()
                    .setTenant(caller.tenant())
                    .setPrincipal(caller.principal())
                    .build()));
  }

  private static <T> T call(Supplier<T> request) {
    try {
      return request.get();
    } catch (StatusRuntimeException e) {
      throw failure(e);
    }
  }

  private static WeirException failure(StatusRuntimeException e) {
    boolean coded = e.getTrailers() != null && e.getTrailers().containsKey(MetaErrors.CODE);
    if (coded) {
      return MetaErrors.fromStatus(e);
    }
    boolean away =
        e.getStatus().getCode() == Status.Code.UNAVAILABLE
            || e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
    return new WeirException(
        away ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL,
        away
            ? "the catalog does not answer"
            : "the catalog failed: " + e.getStatus().getDescription(),
        away ? "Try again in a moment." : null,
        e);
  }
}
