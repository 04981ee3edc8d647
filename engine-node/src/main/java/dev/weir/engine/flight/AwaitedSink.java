package dev.weir.engine.flight;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.result.BatchSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The sink of a run that has begun before its client fetches the rows. The first thing that there
 * is to send waits for the client, for a short time. One thread sends, another may say that the
 * client is here.
 */
final class AwaitedSink implements BatchSink, AutoCloseable {
  /** A client fetches at once: this is some round trips of the slowest network. */
  private static final long AWAITED_MILLIS = 2_000;

  private final CompletableFuture<StreamSink> client = new CompletableFuture<>();

  /**
   * @param forgotten is run when no client has come in time, on a thread that must not be kept
   */
  AwaitedSink(Runnable forgotten) {
    var unused =
        client
            .orTimeout(AWAITED_MILLIS, TimeUnit.MILLISECONDS)
            .whenComplete(
                (sink, late) -> {
                  if (late != null) {
                    forgotten.run();
                  }
                });
  }

  /** A client is here. Answers whether it gets the rows: the first one does that is in time. */
  boolean sendTo(StreamSink sink) {
    return client.complete(sink);
  }

  /** Whether no client has come in time. */
  boolean isForgotten() {
    return client.isCompletedExceptionally();
  }

  @Override
  public void start(Schema schema) {
    await().start(schema);
  }

  @Override
  public void batch(VectorSchemaRoot batch) {
    await().batch(batch);
  }

  @Override
  public void end() {
    await().end();
  }

  /** Tells the client what went wrong. Nobody is told when nobody comes. */
  void fail(Throwable failure) {
    StreamSink to;
    try {
      to = await();
    } catch (WeirException nobody) {
      return;
    }
    to.fail(failure);
  }

  /** Gives back the buffers. The client must have been told how it ended. */
  @Override
  public void close() {
    if (client.isDone() && !isForgotten()) {
      client.join().close();
    }
  }

  private StreamSink await() {
    try {
      return client.get();
    } catch (ExecutionException late) {
      throw new WeirException(
          ErrorCode.CANCELLED,
          "No client has fetched the result within " + AWAITED_MILLIS + " ms.",
          "Fetch the ticket again: the statement is then run anew.",
          late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(
          ErrorCode.CANCELLED, "The query was interrupted.", "Run it again.", e);
    }
  }
}
