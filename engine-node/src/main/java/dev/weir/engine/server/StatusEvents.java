package dev.weir.engine.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * The course of a query as server-sent events. Written by the request's own virtual thread, which
 * waits for news: a client that reads slowly slows down nobody else.
 */
final class StatusEvents implements StreamingOutput {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** News that a slow client may have before it; of more, the oldest are left out. */
  private static final int WAITING_MAX = 32;

  private final QueryHandle query;
  private final BlockingDeque<QueryStatus> news = new LinkedBlockingDeque<>(WAITING_MAX);

  StatusEvents(QueryHandle query) {
    this.query = query;
  }

  /** Ends after the final status, or when the client is found to be gone. */
  @Override
  public void write(OutputStream out) throws IOException {
    try (QueryHandle.Subscription following = query.follow(this::post)) {
      QueryStatus status;
      do {
        status = news.takeFirst();
        out.write(event(status).getBytes(StandardCharsets.UTF_8));
        out.flush();
      } while (!status.state().isFinal());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopping");
    }
  }

  /** Called by one thread at a time. */
  private void post(QueryStatus status) {
    while (!news.offerLast(status)) {
      news.pollFirst();
    }
  }

  private static String event(QueryStatus status) throws IOException {
    // JSON has no line breaks outside of its strings, and escapes those inside.
    return "event: status\ndata: " + JSON.writeValueAsString(status) + "\n\n";
  }
}
