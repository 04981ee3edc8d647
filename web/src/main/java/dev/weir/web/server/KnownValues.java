package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.crds.role.Privilege;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** What the types of Java cannot say of texts and values in the API, said in its document. */
final class KnownValues {
  private static final List<SchemaType> SCALAR =
      List.of(SchemaType.STRING, SchemaType.NUMBER, SchemaType.BOOLEAN, SchemaType.NULL);

  private KnownValues() {}

  /** Narrows what is there of {@code schemas}: a part alone does not have all of them. */
  static void addTo(Map<String, Schema> schemas) {
    Schema code = find(schemas, "Detail", "code");
    if (code != null) {
      words(code, ErrorCode.values());
    }
    Schema privileges = find(schemas, "RoleGrant", "privileges");
    if (privileges != null) {
      words(privileges.getItems(), Privilege.values());
    }
    for (Schema list :
        Arrays.asList(
            find(schemas, "SubmitQuery", "parameters"), find(schemas, "FilterValue", "values"))) {
      if (list != null) {
        list.setItems(OASFactory.createSchema().type(SCALAR));
      }
    }
    for (Schema bound :
        Arrays.asList(find(schemas, "FilterValue", "min"), find(schemas, "FilterValue", "max"))) {
      if (bound != null) {
        bound.setType(SCALAR);
      }
    }
  }

  private static @Nullable Schema find(
      Map<String, Schema> schemas, String schema, String property) {
    Schema found = schemas.get(schema);
    return found == null ? null : found.getProperties().get(property);
  }

  private static void words(Schema schema, Enum<?>[] values) {
    schema.setEnumeration(Arrays.stream(values).<Object>map(Enum::name).toList());
  }
}
