package dev.weir.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of resources, as {@code kubectl describe} shows them. One that cannot be written is no
 * failure: the status says the same. Thread-safe.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final int NOTE_CHARS_MAX = 1_024;

  private final KubernetesClient client;
  private final String instance;

  /**
   * @param client which the caller closes
   * @param instance name of the operator's pod
   */
  public Events(KubernetesClient client, String instance) {
    this.client = client;
    this.instance = instance;
  }

  /** Whether somebody should look at it. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String text;

    Type(String text) {
      this.text = text;
    }
  }

  /**
   * Something was done, or found out.
   *
   * @param action what, in CamelCase
   * @param reason why, in CamelCase
   * @param note for people
   */
  public void write(HasMetadata regarding, Type type, String action, String reason, String note) {
    try {
      var unused = client.resource(event(regarding, type, action, reason, note)).create();
    } catch (KubernetesClientException e) {
      LOG.warn(
          "event reason={} namespace={} name={} was not written: {}",
          reason,
          regarding.getMetadata().getNamespace(),
          regarding.getMetadata().getName(),
          e.getMessage());
    }
  }

  private Event event(HasMetadata regarding, Type type, String action, String reason, String note) {
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(regarding.getMetadata().getName() + "-")
        .withNamespace(regarding.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(ZonedDateTime.now(ZoneOffset.UTC))))
        .withReportingController("weir.dev/operator")
        .withReportingInstance(instance)
        .withAction(action)
        .withReason(reason)
        .withType(type.text)
        .withNote(note.substring(0, Math.min(NOTE_CHARS_MAX, note.length())))
        .withNewRegarding()
        .withApiVersion(regarding.getApiVersion())
        .withKind(regarding.getKind())
        .withNamespace(regarding.getMetadata().getNamespace())
        .withName(regarding.getMetadata().getName())
        .withUid(regarding.getMetadata().getUid())
        .endRegarding()
        .build();
  }
}
