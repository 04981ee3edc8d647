package dev.weir.operator.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.operator.apply.Failures;
import dev.weir.operator.metrics.OperatorMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for the webhook. It never stands in the way: what cannot be found out in time passes with
 * a warning, as a reconcile will find it out. Thread-safe.
 */
public final class Admission implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  /** Of one check: the API server waits for five seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

  /** In which kind requests for unknown kinds are counted. */
  private static final String OTHER = "other";

  private final Function<AdmissionRequest, Verdict> checks;
  private final OperatorMetrics metrics;
  private final Duration limit;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /** Counts in {@code metrics}. */
  public Admission(SpecificationChecks checks, OperatorMetrics metrics) {
    this(checks::check, metrics, LIMIT);
  }

  /**
   * @param limit of one check; less than the API server waits
   */
  Admission(Function<AdmissionRequest, Verdict> checks, OperatorMetrics metrics, Duration limit) {
    this.checks = checks;
    this.metrics = metrics;
    this.limit = limit;
  }

  /** The answer to a request. Takes no longer than the limit. */
  ObjectNode answer(AdmissionRequest request) {
    Verdict verdict = request.isAboutSpecification() ? check(request) : Verdict.ALLOWED;
    metrics.admitted(
        request.kind() == null ? OTHER : request.kind().text(),
        verdict.outcome().name().toLowerCase(Locale.ROOT));
    return AdmissionAnswer.of(request.uid(), verdict);
  }

  private Verdict check(AdmissionRequest request) {
    Future<Verdict> check = workers.submit(() -> checks.apply(request));
    try {
      return check.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Verdict.unchecked("it takes longer than " + limit.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      Exception failure = e.getCause() instanceof Exception cause ? cause : e;
      LOG.warn("not checked kind={} error={}", request.kind(), failure.toString());
      return Verdict.unchecked(Failures.text(failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.unchecked("the operator stops");
    } finally {
      check.cancel(true);
    }
  }

  /** Gives up checks that run. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
