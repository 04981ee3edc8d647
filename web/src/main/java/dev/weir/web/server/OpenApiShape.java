package dev.weir.web.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/**
 * What the OpenAPI document says beyond the annotations: every component of a record is required
 * unless it is nullable (then it may be null, too), every call may fail with {@code ErrorBody}, and
 * every call but signing in needs a token. So the generated client has no optional value that is
 * always there. Iceberg REST is left out: its specification has a document of its own.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiShape implements OASFilter {
  private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
  private static final String SCHEME = "token";
  private static final String API = "/api/v1/";

  private final IndexView index;

  /** The index holds the records of the API and of contracts. */
  public OpenApiShape(IndexView index) {
    this.index = index;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.setInfo(
        OASFactory.createInfo()
            .title("Weir REST API")
            .version("v1")
            .description(
                "Queries, uploads, dashboards, notebooks, the catalog, roles, tokens and resources."
                    + " GET /api/v1/openapi answers this document."));
    removeForeignPaths(document);
    if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
      return;
    }
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    for (ClassInfo type : index.getKnownClasses()) {
      Schema schema = schemas.get(type.simpleName());
      if (schema != null && isOf(schema, type)) {
        applyNullness(type, schema);
      }
    }
    KnownValues.addTo(schemas);
    ResourceSchemas.addTo(document.getComponents());
    document
        .getComponents()
        .addSecurityScheme(
            SCHEME,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API token, or the cookie that signing in sets."));
  }

  private static void removeForeignPaths(OpenAPI document) {
    if (document.getPaths() != null && document.getPaths().getPathItems() != null) {
      List.copyOf(document.getPaths().getPathItems().keySet()).stream()
          .filter(path -> !path.startsWith(API))
          .forEach(document.getPaths()::removePathItem);
    }
  }

  /** Parts have records of the same name; the one that was described has the same components. */
  private static boolean isOf(Schema schema, ClassInfo type) {
    return type.isRecord()
        && type.name().toString().startsWith("dev.weir.")
        && schema.getProperties() != null
        && type.recordComponents().stream()
            .map(RecordComponentInfo::name)
            .collect(Collectors.toSet())
            .equals(schema.getProperties().keySet());
  }

  @Override
  public Operation filterOperation(Operation operation) {
    removeEmptyFailures(operation);
    if (operation.getResponses() != null && operation.getResponses().getDefaultValue() == null) {
      operation
          .getResponses()
          .setDefaultValue(
              OASFactory.createAPIResponse()
                  .description("The failure, with its code and what to do")
                  .content(
                      OASFactory.createContent()
                          .addMediaType(
                              "application/json",
                              OASFactory.createMediaType()
                                  .schema(
                                      OASFactory.createSchema()
                                          .ref("#/components/schemas/ErrorBody")))));
    }
    if (!"signIn".equals(operation.getOperationId())) {
      operation.addSecurityRequirement(
          OASFactory.createSecurityRequirement().addScheme(SCHEME, List.of()));
    }
    return operation;
  }

  /** They are added for every body, say nothing, and would hide the failure that is described. */
  private static void removeEmptyFailures(Operation operation) {
    if (operation.getResponses() != null && operation.getResponses().getAPIResponses() != null) {
      List.copyOf(operation.getResponses().getAPIResponses().entrySet()).stream()
          .filter(response -> response.getKey().startsWith("4"))
          .filter(response -> response.getValue().getContent() == null)
          .forEach(response -> operation.getResponses().removeAPIResponse(response.getKey()));
    }
  }

  private static void applyNullness(ClassInfo type, Schema schema) {
    List<String> required = new ArrayList<>();
    for (RecordComponentInfo component : type.recordComponentsInDeclarationOrder()) {
      Schema property = schema.getProperties().get(component.name());
      if (property == null) {
        continue;
      }
      if (component.type().hasAnnotation(NULLABLE)) {
        schema.addProperty(component.name(), orNull(property));
      } else {
        required.add(component.name());
      }
    }
    schema.setRequired(required.isEmpty() ? null : required);
  }

  private static Schema orNull(Schema property) {
    if (property.getRef() != null || property.getEnumeration() != null) {
      return OASFactory.createSchema()
          .addAnyOf(
              property.getRef() == null
                  ? property
                  : OASFactory.createSchema().ref(property.getRef()))
          .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
    }
    if (property.getType() != null && !property.getType().contains(Schema.SchemaType.NULL)) {
      property.addType(Schema.SchemaType.NULL);
    }
    return property;
  }
}
