package dev.weir.engine.server;

import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

/** The course of a query as server-sent events. */
final class StatusEvents {
  private static final String NAME = "status";

  private StatusEvents() {}

  /** Ends after the final status, or stops following when the client is gone. */
  static Multi<OutboundSseEvent> of(QueryHandle query, Sse sse) {
    return Multi.createFrom()
        .emitter(
            emitter -> {
              QueryHandle.Subscription following =
                  query.follow(status -> emit(status, sse, emitter));
              emitter.onTermination(following::close);
            });
  }

  private static void emit(
      QueryStatus status, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
    emitter.emit(
        sse.newEventBuilder()
            .name(NAME)
            .mediaType(MediaType.APPLICATION_JSON_TYPE)
            .data(QueryStatus.class, status)
            .build());
    if (status.state().isFinal()) {
      emitter.complete();
    }
  }
}
