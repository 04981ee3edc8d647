package dev.weir.web.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.WeirVersion;

/**
 * What is said on a live socket: one JSON object a message, its {@code type} telling what it is.
 * Pure.
 */
public final class LiveMessages {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String KNOWN = "A client may send {\"type\": \"ping\", \"id\": 1}.";

  private LiveMessages() {}

  /** What the server says first. */
  public static String hello(Caller caller) {
    return of("hello")
        .put("version", WeirVersion.CURRENT)
        .put("user", caller.principal())
        .toString();
  }

  /**
   * The answer to a message.
   *
   * @throws WeirException BAD_REQUEST for one that is not understood
   */
  public static String answer(String message) {
    JsonNode asked = read(message);
    if (!asked.isObject()) {
      throw refused("The message is not a JSON object.");
    }
    if (!asked.path("type").asText().equals("ping")) {
      throw refused("The message has no 'type' that is known.");
    }
    JsonNode id = asked.path("id");
    if (!id.isTextual() && !id.isNumber()) {
      throw refused("The ping has no 'id' that is a text or a number.");
    }
    if (asked.size() != 2) {
      throw refused("The ping has fields beside 'type' and 'id'.");
    }
    ObjectNode pong = of("pong");
    pong.set("id", id);
    return pong.toString();
  }

  /** The refusal of something that is not a text. */
  public static WeirException notText() {
    return refused("The message is binary.");
  }

  /** A failure, as a message. */
  public static String error(WeirException failure) {
    ObjectNode message = of("error");
    message
        .putObject("error")
        .put("code", failure.code().name())
        .put("message", failure.getMessage())
        .put("hint", failure.hint());
    return message.toString();
  }

  private static JsonNode read(String message) {
    try {
      return JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw refused("The message is not JSON.");
    }
  }

  private static ObjectNode of(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  private static WeirException refused(String what) {
    return new WeirException(ErrorCode.BAD_REQUEST, what, KNOWN);
  }
}
