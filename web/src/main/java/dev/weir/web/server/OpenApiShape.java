package dev.weir.web.server;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * always there.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiShape implements OASFilter {
  private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
  private static final String SCHEME = "token";

  private final IndexView index;

  /** The index holds the records of the API and of contracts. */
  public OpenApiShape(IndexView index) {
    this.index = index;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.setInfo(OASFactory.createInfo().title("Weir REST API").version("v1"));
    if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
      return;
    }
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    for (ClassInfo type : index.getKnownClasses()) {
      if (type.isRecord() && type.name().toString().startsWith("dev.weir.")) {
        Schema schema = schemas.get(type.simpleName());
        if (schema != null && schema.getProperties() != null) {
          applyNullness(type, schema);
        }
      }
    }
    document
        .getComponents()
        .addSecurityScheme(
            SCHEME,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("An API token, or the cookie that signing in sets."));
  }

  @Override
  public Operation filterOperation(Operation operation) {
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
    if (property.getRef() != null) {
      return OASFactory.createSchema()
          .addAnyOf(OASFactory.createSchema().ref(property.getRef()))
          .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
    }
    if (property.getType() != null && !property.getType().contains(Schema.SchemaType.NULL)) {
      property.addType(Schema.SchemaType.NULL);
    }
    return property;
  }
}
