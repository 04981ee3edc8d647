package dev.weir.engine.compute;

import dev.weir.contracts.engine.v1.RunEvent;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * The events of one run on their way to the gateway, as fast as it takes them. Sending blocks while
 * it does not, so it must not happen on the thread of the call: that is the one on which gRPC says
 * that the gateway is ready again. Thread-safe.
 */
final class EventStream {
  private final ServerCallStreamObserver<RunEvent> observer;
  private final Runnable gone;
  private boolean cancelled;
  private boolean ended;

  /**
   * @param gone called when the gateway does not want the run any more
   */
  EventStream(ServerCallStreamObserver<RunEvent> observer, Runnable gone) {
    this.observer = observer;
    this.gone = gone;
    observer.setOnReadyHandler(this::wake);
    observer.setOnCancelHandler(this::cancel);
  }

  private synchronized void wake() {
    notifyAll();
  }

  private void cancel() {
    synchronized (this) {
      cancelled = true;
      notifyAll();
    }
    gone.run();
  }

  /**
   * Sends an event when the gateway takes it.
   *
   * @throws WeirException CANCELLED when the gateway has gone
   */
  synchronized void send(RunEvent event) {
    try {
      while (!cancelled && !observer.isReady()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancelled = true;
    }
    if (cancelled) {
      throw new WeirException(ErrorCode.CANCELLED, "the gateway has gone");
    }
    observer.onNext(event);
  }

  /** Sends an event that nobody misses, if the gateway takes it now. */
  synchronized void offer(RunEvent event) {
    if (!cancelled && !ended && observer.isReady()) {
      observer.onNext(event);
    }
  }

  /** The last event. */
  synchronized void end(RunEvent event) {
    if (!cancelled && !ended) {
      ended = true;
      observer.onNext(event);
      observer.onCompleted();
    }
  }

  /** Ends it without an answer. */
  synchronized void fail(Status status) {
    if (!cancelled && !ended) {
      ended = true;
      observer.onError(status.asRuntimeException());
    }
  }
}
