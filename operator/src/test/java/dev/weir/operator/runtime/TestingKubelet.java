package dev.weir.operator.runtime;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says of every pod in a namespace that it runs and is ready, as a node would: the controllers then
 * count them, and what they count the operator sees. Nothing runs.
 */
public final class TestingKubelet implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final KubernetesClient client;
  private final String namespace;
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Map<String, String> addresses = new ConcurrentHashMap<>();
  private final AtomicInteger given = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopped;

  /** Begins at once. */
  public TestingKubelet(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    this.thread = Thread.ofVirtual().name("testing-kubelet").start(this::run);
  }

  /** Pods whose name begins so are not ready from now on. */
  public void breakDown(String prefix) {
    broken.add(prefix);
  }

  /** Takes {@link #breakDown} back. */
  public void repair(String prefix) {
    broken.remove(prefix);
  }

  private String next(String pod) {
    int number = given.incrementAndGet();
    return "10.1.%d.%d".formatted(number / 200, 1 + number % 200);
  }

  private void run() {
    while (!stopped) {
      try {
        client.pods().inNamespace(namespace).list().getItems().forEach(this::tell);
        Thread.sleep(PAUSE_MILLIS);
      } catch (KubernetesClientException e) {
        // a pod was gone or changed meanwhile; looked at again in a moment
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void tell(Pod pod) {
    boolean ready = broken.stream().noneMatch(pod.getMetadata().getName()::startsWith);
    String status = ready ? "True" : "False";
    boolean told =
        pod.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals(status));
    if (told || pod.getMetadata().getDeletionTimestamp() != null) {
      return;
    }
    var unused =
        client
            .resource(
                new PodBuilder(pod)
                    .editStatus()
                    .withPhase("Running")
                    .withPodIP(addresses.computeIfAbsent(pod.getMetadata().getUid(), this::next))
                    .withConditions()
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus(status)
                    .withLastTransitionTime(Instant.now().toString())
                    .endCondition()
                    .endStatus()
                    .build())
            .updateStatus();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join();
  }
}
