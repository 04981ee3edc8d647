package dev.weir.web.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResourceDocumentTest {
  private static final Slug SLUG = new Slug("default", "on-time");
  private static final Instant FIRST = Instant.parse("2026-11-21T09:41:07.5Z");
  private static final Instant LATER = Instant.parse("2026-11-22T09:41:07Z");

  @Test
  void shouldKeepWhatStaysAndCountWhatChanges() {
    // Given
    ObjectNode first = build(given("a"), null, 1, FIRST);

    // When
    ObjectNode same = build(given("a"), first, 2, LATER);
    ObjectNode changed = build(given("b"), first, 2, LATER);

    // Then
    assertThat(ResourceDocument.isSame(first, same)).isTrue();
    assertThat(ResourceDocument.isSame(first, changed)).isFalse();
    assertThat(changed.at("/metadata/generation").asLong()).isEqualTo(2);
    assertThat(changed.at("/status/observedGeneration").asLong()).isEqualTo(2);
    assertThat(changed.at("/metadata/creationTimestamp").asText())
        .isEqualTo("2026-11-21T09:41:07Z");
    assertThat(changed.at("/metadata/uid")).isEqualTo(first.at("/metadata/uid"));
    assertThat(changed.at("/status/conditions/0/lastTransitionTime"))
        .isEqualTo(first.at("/status/conditions/0/lastTransitionTime"));
    assertThat(changed.at("/metadata/resourceVersion").asText()).isEqualTo("2");
  }

  @Test
  void shouldNoticeAChangeOfLabelsOnly() {
    // Given
    ObjectNode first = build(given("a"), null, 1, FIRST);
    ObjectNode labelled = given("a");
    labelled.withObject("metadata").withObject("labels").put("team", "ops");

    // When
    ObjectNode next = build(labelled, first, 2, LATER);

    // Then
    assertThat(ResourceDocument.isSame(first, next)).isFalse();
    assertThat(next.at("/metadata/generation").asLong()).isEqualTo(1);
  }

  private static ObjectNode build(ObjectNode given, ObjectNode old, long version, Instant now) {
    ObjectNode status = JsonNodeFactory.instance.objectNode().put("charts", 1);
    // Stored and read again, as it always is before it is compared.
    return ResourceDocument.read(
        ResourceDocument.build(given, old, SLUG, status, version, now).toString());
  }

  private static ObjectNode given(String title) {
    return ResourceDocument.read(
        "{\"apiVersion\": \"v\", \"kind\": \"Dashboard\", \"metadata\": {\"name\": \"on-time\"},"
            + " \"spec\": {\"title\": \""
            + title
            + "\"}, \"status\": {\"url\": \"forged\"}}");
  }
}
