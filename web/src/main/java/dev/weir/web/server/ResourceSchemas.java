package dev.weir.web.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.crds.ApiGroup;
import dev.weir.crds.Kind;
import dev.weir.crds.validation.Schemas;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The schemas of resources that calls carry as JSON, taken from their CRDs, so that the REST API
 * and Kubernetes cannot mean different things by one document.
 */
final class ResourceSchemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String REFERENCE = "#/components/schemas/";
  private static final List<Kind> KINDS = List.of(Kind.DASHBOARD, Kind.NOTEBOOK);

  private ResourceSchemas() {}

  /** Adds {@code Dashboard} and {@code DashboardSpec}, and so on for each kind. */
  static void addTo(Components components) {
    for (Kind kind : KINDS) {
      JsonNode whole = Schemas.of(kind);
      String spec = kind.text() + "Spec";
      components.addSchema(spec, convert(whole.at("/properties/spec")));
      components.addSchema(
          kind.text(),
          convert(whole)
              .addProperty("apiVersion", oneWord(ApiGroup.API_VERSION))
              .addProperty("kind", oneWord(kind.text()))
              .addProperty("spec", OASFactory.createSchema().ref(REFERENCE + spec))
              .required(List.of("apiVersion", "kind", "metadata", "spec")));
    }
  }

  private static Schema oneWord(String word) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).addEnumeration(word);
  }

  private static Schema convert(JsonNode from) {
    Schema to = OASFactory.createSchema();
    for (Map.Entry<String, JsonNode> keyword : from.properties()) {
      JsonNode value = keyword.getValue();
      switch (keyword.getKey()) {
        case "type" ->
            to.addType(Schema.SchemaType.valueOf(value.asText().toUpperCase(Locale.ROOT)));
        case "description" -> to.setDescription(value.asText());
        case "format" -> to.setFormat(value.asText());
        case "pattern" -> to.setPattern(value.asText());
        case "default" -> to.setDefaultValue(plain(value));
        case "enum" -> value.forEach(word -> to.addEnumeration(plain(word)));
        case "required" -> value.forEach(name -> to.addRequired(name.asText()));
        case "minimum" -> number(value, to::setMinimum);
        case "maximum" -> number(value, to::setMaximum);
        case "minLength" -> to.setMinLength(value.asInt());
        case "maxLength" -> to.setMaxLength(value.asInt());
        case "minItems" -> to.setMinItems(value.asInt());
        case "maxItems" -> to.setMaxItems(value.asInt());
        case "items" -> to.setItems(convert(value));
        case "additionalProperties" -> to.setAdditionalPropertiesSchema(convert(value));
        case "properties" ->
            value
                .properties()
                .forEach(each -> to.addProperty(each.getKey(), convert(each.getValue())));
        // Rules in CEL and the like, which OpenAPI has no word for.
        default -> {}
      }
    }
    return to;
  }

  private static void number(JsonNode value, Consumer<BigDecimal> setter) {
    BigDecimal number = value.decimalValue().stripTrailingZeros();
    setter.accept(number.scale() < 0 ? number.setScale(0) : number);
  }

  private static Object plain(JsonNode value) {
    return MAPPER.convertValue(value, Object.class);
  }
}
