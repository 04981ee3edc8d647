package dev.weir.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.operator.metrics.OperatorMetrics;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DASHBOARD =
      "{'metadata':{'name':'sales','namespace':'data'},'spec':{'title':'Sales'}}";

  private final CollectorRegistry registry = new CollectorRegistry();

  /** With single quotes. */
  private static JsonNode review(String request) {
    try {
      return JSON.readTree(
          "{'apiVersion':'admission.k8s.io/v1','kind':'AdmissionReview','request':%s}"
              .formatted(request)
              .replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static AdmissionRequest request(String object, String old, String more) {
    return AdmissionRequest.of(
            review(
                "{'uid':'u-1','kind':{'group':'weir.dev','kind':'Dashboard'},'object':%s,'oldObject':%s%s}"
                    .formatted(object, old, more)))
        .orElseThrow();
  }

  private JsonNode answer(Function<AdmissionRequest, Verdict> checks, AdmissionRequest request) {
    OperatorMetrics metrics = new OperatorMetrics(registry);
    try (Admission admission = new Admission(checks, metrics, Duration.ofMillis(300))) {
      return admission.answer(request).path("response");
    }
  }

  private double count(String kind, String outcome) {
    Double count =
        registry.getSampleValue(
            "weir_operator_admissions_total",
            new String[] {"kind", "outcome"},
            new String[] {kind, outcome});
    return count == null ? 0 : count;
  }

  @Test
  void shouldRefuseInTheWordsOfTheCheck() {
    JsonNode answer =
        answer(request -> Verdict.refused("chart late\nno"), request(DASHBOARD, "null", ""));

    assertThat(answer.path("uid").asText()).isEqualTo("u-1");
    assertThat(answer.path("allowed").asBoolean(true)).isFalse();
    assertThat(answer.at("/status/message").asText()).isEqualTo("chart late\nno");
    assertThat(answer.at("/status/code").asInt()).isEqualTo(422);
    assertThat(answer.has("warnings")).isFalse();
    assertThat(count("Dashboard", "refused")).isEqualTo(1);
  }

  @Test
  void shouldLetPassWhatTakesTooLongAndGiveItUp() throws Exception {
    // Given
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);

    // When
    JsonNode answer =
        answer(
            request -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return Verdict.refused("late");
            },
            request(DASHBOARD, "null", ""));

    // Then
    assertThat(answer.path("allowed").asBoolean()).isTrue();
    assertThat(answer.at("/warnings/0").asText()).contains("not checked now", "longer than");
    assertThat(count("Dashboard", "unchecked")).isEqualTo(1);
    interrupted.await();
  }

  @Test
  void shouldLetPassWhatCannotBeChecked() {
    // When
    JsonNode known =
        answer(
            request -> {
              throw new WeirException(ErrorCode.UNAVAILABLE, "web does not answer", "wait");
            },
            request(DASHBOARD, "null", ""));
    registry.clear();
    JsonNode defect =
        answer(
            request -> {
              throw new IllegalStateException("secret");
            },
            request(DASHBOARD, "null", ""));

    // Then
    assertThat(known.path("allowed").asBoolean()).isTrue();
    assertThat(known.at("/warnings/0").asText()).endsWith("web does not answer; wait");
    assertThat(defect.path("allowed").asBoolean()).isTrue();
    assertThat(defect.at("/warnings/0").asText())
        .contains("IllegalStateException")
        .doesNotContain("secret");
  }

  static List<Arguments> othersThanSpecifications() {
    String one = "{'metadata':{'name':'a'},'spec':{'a':1}}";
    return List.of(
        Arguments.of(
            "finalizers", "{'metadata':{'name':'a','finalizers':['x']},'spec':{'a':1}}", one, ""),
        Arguments.of(
            "a deletion", "{'metadata':{'deletionTimestamp':'x'},'spec':{'a':2}}", one, ""),
        Arguments.of(
            "a status", "{'metadata':{'name':'a'},'spec':{'a':2}}", one, ",'subResource':'status'"),
        Arguments.of("a delete", "null", one, ""));
  }

  @ParameterizedTest
  @MethodSource("othersThanSpecifications")
  void shouldAskNobodyAbout(String what, String object, String old, String more) {
    AtomicBoolean asked = new AtomicBoolean();

    JsonNode answer =
        answer(
            request -> {
              asked.set(true);
              return Verdict.refused(what);
            },
            request(object, old, more));

    assertThat(answer.path("allowed").asBoolean()).isTrue();
    assertThat(asked).isFalse();
  }

  @Test
  void shouldCountKindsThatAreNotItsOwnAsOne() {
    AdmissionRequest other =
        AdmissionRequest.of(
                review("{'uid':'u','kind':{'group':'apps','kind':'Dashboard'},'object':{}}"))
            .orElseThrow();

    assertThat(answer(request -> Verdict.refused("x"), other).path("allowed").asBoolean()).isTrue();
    assertThat(count("other", "allowed")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'request':{'uid':'u'}}",
        "{'apiVersion':'admission.k8s.io/v1beta1','kind':'AdmissionReview','request':{'uid':'u'}}",
        "{'apiVersion':'admission.k8s.io/v1','kind':'AdmissionReview','request':{}}",
        "[]"
      })
  void shouldReadNothingElse(String review) throws Exception {
    assertThat(AdmissionRequest.of(JSON.readTree(review.replace('\'', '"')))).isEmpty();
  }

  @Test
  void shouldWarnInOneLineOfAnHonestLength() {
    String face = "\uD83D\uDE00";
    String warning =
        AdmissionAnswer.of("u", Verdict.unchecked("one\n  two\r\nthree\t" + face.repeat(200)))
            .at("/response/warnings/0")
            .asText();

    assertThat(warning).contains("one; two; three ").endsWith(face + "…");
    assertThat(warning.length()).isLessThanOrEqualTo(AdmissionAnswer.WARNING_CHARS_MAX);
    assertThat(AdmissionAnswer.of("u", Verdict.ALLOWED).path("response").has("warnings")).isFalse();
  }
}
