package dev.weir.operator.membership;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.ChangeMembersRequest;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.Member;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaStatus;
import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.Addresses.HostPort;
import dev.weir.operator.warehouse.PartPass;
import dev.weir.operator.warehouse.WarehouseNames;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the pods of a catalog about their group, and has it changed. Thread-safe. */
public final class MetaGroup {
  private static final Logger LOG = LoggerFactory.getLogger(MetaGroup.class);

  /** Of a pod that runs: it answers from memory. */
  private static final long STATUS_MILLIS_MAX = 3_000;

  /**
   * Of a change: a new member is sent the log first. What takes longer goes on when asked again.
   */
  private static final int CHANGE_MILLIS_MAX = 30_000;

  private final Addresses addresses;

  /** Reaches pods through {@code addresses}. */
  public MetaGroup(Addresses addresses) {
    this.addresses = addresses;
  }

  /**
   * What the pods with the ordinals below {@code count} say; those that do not answer are absent.
   *
   * @param pass what lets the operator in
   */
  public Map<Integer, MemberAnswer> ask(WarehouseNames names, PartPass pass, int count) {
    Map<Integer, ManagedChannel> channels = new TreeMap<>();
    Map<Integer, Future<MetaStatus>> calls = new TreeMap<>();
    try {
      for (int ordinal = 0; ordinal < count; ordinal++) {
        ManagedChannel channel =
            pass.channel(addresses.metaService(names, ordinal), names.metaName()).build();
        channels.put(ordinal, channel);
        calls.put(
            ordinal,
            MetaServiceGrpc.newFutureStub(channel)
                .withDeadlineAfter(STATUS_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .getStatus(GetStatusRequest.getDefaultInstance()));
      }
      Map<Integer, MemberAnswer> answers = new TreeMap<>();
      calls.forEach((ordinal, call) -> collect(names, ordinal, call, answers));
      return answers;
    } finally {
      channels.values().forEach(ManagedChannel::shutdownNow);
    }
  }

  private static void collect(
      WarehouseNames names,
      int ordinal,
      Future<MetaStatus> call,
      Map<Integer, MemberAnswer> answers) {
    try {
      MetaStatus status = call.get();
      answers.put(
          ordinal,
          new MemberAnswer(
              status.getNodeId(),
              status.getLeaderId(),
              new HashSet<>(status.getPeerIdsList()),
              status.getTerm()));
    } catch (ExecutionException e) {
      LOG.debug("no answer from pod={}", names.metaPod(ordinal), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes the group one of exactly those pods.
   *
   * @param pass what lets the operator in
   * @param answers theirs, which tell their ids
   * @throws WeirException UNAVAILABLE when it did not become one in time; asked again it goes on
   */
  public void change(
      WarehouseNames names,
      PartPass pass,
      List<Integer> ordinals,
      Map<Integer, MemberAnswer> answers) {
    ChangeMembersRequest.Builder request =
        ChangeMembersRequest.newBuilder().setTimeoutMillis(CHANGE_MILLIS_MAX);
    for (int ordinal : ordinals) {
      HostPort log = addresses.metaLog(names, ordinal);
      request.addMembers(
          Member.newBuilder()
              .setId(answers.get(ordinal).id())
              .setHost(log.host())
              .setPort(log.port()));
    }
    ManagedChannel channel =
        pass.channel(addresses.metaService(names, member(answers)), names.metaName()).build();
    try {
      LOG.info(
          "change members namespace={} warehouse={} members={}",
          names.namespace(),
          names.name(),
          ordinals);
      var unused =
          MetaServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(CHANGE_MILLIS_MAX + STATUS_MILLIS_MAX, TimeUnit.MILLISECONDS)
              .changeMembers(request.build());
    } catch (StatusRuntimeException e) {
      throw MetaErrors.fromStatus(e);
    } finally {
      channel.shutdownNow();
    }
  }

  /** The leader where it is among those who answered, else one who knows it. */
  private static int member(Map<Integer, MemberAnswer> answers) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getValue().id().equals(entry.getValue().leader()))
        .findFirst()
        .or(
            () ->
                answers.entrySet().stream()
                    .filter(entry -> !entry.getValue().leader().isEmpty())
                    .findFirst())
        .orElseThrow()
        .getKey();
  }
}
