package dev.weir.meta.service;

import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.AddUsageRequest;
import dev.weir.contracts.meta.v1.Usage;
import dev.weir.meta.access.Tokens;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.raft.ConditionalWrite.RequestId;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Names;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.v1.Counters;
import java.util.List;

/** What principals have used; a batch of counters is one log entry. Thread-safe. */
public final class UsageStore {
  private static final int PRINCIPALS_MAX = 100_000;
  private static final byte[] FROM_FIRST = {};

  private final MetaLog log;

  /** Over the log. */
  public UsageStore(MetaLog log) {
    this.log = log;
  }

  /** Adds the batch; one with the same key that was added before is not added again. */
  public void add(AddUsageRequest request) {
    String tenant = request.getTenant();
    if (request.getIdempotencyKey().isEmpty()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "usage is added with an idempotency key, so that a retry does not count twice");
    }
    byte[] fingerprint = Tokens.hash(request.getDeltasList().toString());
    ConditionalWrite write =
        ConditionalWrite.of(
                tenant,
                new RequestId(
                    "usage/" + request.getIdempotencyKey(), ByteString.copyFrom(fingerprint)))
            .requirePresent(Keys.tenant(tenant), () -> PrincipalStore.noTenant(tenant));
    for (Usage delta : request.getDeltasList()) {
      write.add(
          Keys.usage(tenant, Names.check("principal", delta.getPrincipal())), counters(delta));
    }
    write.commit(log);
  }

  /** All counters, by principal. */
  public List<Usage> list(String tenant) {
    List<StateView.Entry> entries =
        log.read(view -> view.scan(Keys.usages(tenant), FROM_FIRST, PRINCIPALS_MAX));
    return entries.stream()
        .map(entry -> usage(Keys.nameOf(entry.key()), Records.parse(entry, Counters.parser())))
        .toList();
  }

  /** Their places are stored: a new counter goes to the end. */
  private static Counters counters(Usage usage) {
    return Counters.newBuilder()
        .addValues(usage.getQueries())
        .addValues(usage.getFailedQueries())
        .addValues(usage.getCacheHits())
        .addValues(usage.getRowsReturned())
        .addValues(usage.getBytesScanned())
        .addValues(usage.getCpuMillis())
        .build();
  }

  private static Usage usage(String principal, Counters counters) {
    return Usage.newBuilder()
        .setPrincipal(principal)
        .setQueries(counters.getValues(0))
        .setFailedQueries(counters.getValues(1))
        .setCacheHits(counters.getValues(2))
        .setRowsReturned(counters.getValues(3))
        .setBytesScanned(counters.getValues(4))
        .setCpuMillis(counters.getValues(5))
        .build();
  }
}
