package dev.weir.operator.scaling;

import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.contracts.meta.v1.DrainNodesRequest;
import dev.weir.contracts.meta.v1.ListNodesRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.PartPass;
import dev.weir.operator.warehouse.WarehouseNames;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes of clusters, as the catalog of their Warehouse lists them. Thread-safe. */
public final class ComputeNodes {
  private static final long CALL_MILLIS_MAX = 2_000;

  private final Addresses addresses;
  private final Function<WarehouseNames, PartPass> passes;

  /**
   * @param passes what lets the operator in to a Warehouse's parts
   */
  public ComputeNodes(Addresses addresses, Function<WarehouseNames, PartPass> passes) {
    this.addresses = addresses;
    this.passes = passes;
  }

  /**
   * Has all but so many nodes take no new queries, and the others take them again.
   *
   * @param members of the catalog
   * @param keep nodes
   * @param ordered whether the pods go in the order of their numbers
   * @return which are to go, and whether they can
   * @throws dev.weir.contracts.error.WeirException UNAVAILABLE when no member answers
   */
  DrainPlan keep(WarehouseNames warehouse, int members, String cluster, int keep, boolean ordered) {
    return ask(
        warehouse,
        members,
        meta -> {
          List<ComputeNode> nodes =
              meta.listNodes(ListNodesRequest.newBuilder().setCluster(cluster).build())
                  .getNodesList();
          DrainPlan plan = DrainPlan.of(nodes, keep, ordered);
          if (!plan.isKnown(nodes)) {
            var unused =
                meta.drainNodes(
                    DrainNodesRequest.newBuilder()
                        .setCluster(cluster)
                        .addAllIds(plan.ids())
                        .build());
          }
          return plan;
        });
  }

  /** Of the first member that answers. */
  private <A> A ask(
      WarehouseNames warehouse, int members, Function<MetaServiceBlockingStub, A> question) {
    PartPass pass = passes.apply(warehouse);
    StatusRuntimeException failure = null;
    for (int ordinal = 0; ordinal < members; ordinal++) {
      ManagedChannel channel =
          pass.channel(addresses.metaService(warehouse, ordinal), warehouse.metaName()).build();
      try {
        return question.apply(
            MetaServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_MILLIS_MAX, TimeUnit.MILLISECONDS));
      } catch (StatusRuntimeException e) {
        failure = e;
        if (!isElsewhereWorthAsking(e)) {
          break;
        }
      } finally {
        channel.shutdownNow();
      }
    }
    throw MetaErrors.fromStatus(orUnavailable(failure));
  }

  private static boolean isElsewhereWorthAsking(StatusRuntimeException failure) {
    Status.Code code = failure.getStatus().getCode();
    return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
  }

  private static StatusRuntimeException orUnavailable(@Nullable StatusRuntimeException failure) {
    return failure == null ? Status.UNAVAILABLE.asRuntimeException() : failure;
  }
}
