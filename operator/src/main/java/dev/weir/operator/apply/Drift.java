package dev.weir.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Whether an object still is what was wanted. The API server adds defaults, so that an object is
 * never equal to what was applied: it must carry every wanted field, and the hash of what was last
 * applied, without which a field that is wanted no more would stay.
 */
final class Drift {
  static final String HASH = "weir.dev/applied-hash";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Drift() {}

  /** The hash of all wanted fields, in hex. */
  static String hash(HasMetadata wanted) {
    try {
      byte[] text =
          JSON.writeValueAsString(JSON.convertValue(wanted, Map.class))
              .getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
    } catch (com.fasterxml.jackson.core.JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // neither depends on the object
    }
  }

  /** Whether {@code live} lacks something of {@code wanted}. */
  static boolean between(HasMetadata wanted, HasMetadata live) {
    return !carries(JSON.valueToTree(live), JSON.valueToTree(wanted));
  }

  private static boolean carries(JsonNode live, JsonNode wanted) {
    if (wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(field -> carries(live.path(field.getKey()), field.getValue()));
    }
    if (wanted.isArray()) {
      return wanted.size() == live.size() && everyElement(live, wanted);
    }
    if (wanted.isNull() || wanted.asText().isEmpty()) {
      return live.isMissingNode() || live.isNull() || live.asText().isEmpty();
    }
    return wanted.equals(live) || sameText(live.asText(), wanted.asText());
  }

  private static boolean everyElement(JsonNode live, JsonNode wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!carries(live.path(i), wanted.path(i))) {
        return false;
      }
    }
    return true;
  }

  /** Text, a number in another type, or an amount that the API server writes its own way. */
  private static boolean sameText(String live, String wanted) {
    if (live.equals(wanted)) {
      return true;
    }
    if (live.isEmpty() || !Character.isDigit(wanted.charAt(0))) {
      return false;
    }
    try {
      return Quantity.getAmountInBytes(new Quantity(live))
              .compareTo(Quantity.getAmountInBytes(new Quantity(wanted)))
          == 0;
    } catch (IllegalArgumentException e) {
      return false; // one of them is no amount
    }
  }
}
