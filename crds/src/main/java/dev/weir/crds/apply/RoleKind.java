package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.role.Privilege;
import dev.weir.crds.role.RoleGrant;
import dev.weir.crds.role.WarehouseRole;
import dev.weir.crds.role.WarehouseRoleSpec;
import dev.weir.crds.role.WarehouseRoleStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies roles: the whole role is put, and only when it is another one. */
final class RoleKind implements ContentKind<WarehouseRole, WarehouseRoleStatus> {

  @Override
  public List<Reference> references(WarehouseRole resource) {
    return Reference.of(resource.getSpec().warehouseRef(), null);
  }

  @Override
  public Outcome<WarehouseRoleStatus> apply(WeirApi api, WarehouseRole resource) {
    WarehouseRoleSpec spec = resource.getSpec();
    ObjectNode wanted = desired(spec);
    String path = path(resource);
    JsonNode stored = api.find(path).orElse(null);
    if (stored == null || !normalised(stored).equals(wanted)) {
      JsonNode unused = api.put(path, wanted);
    }
    int members = spec.members().size();
    int grants = spec.grants().size();
    return Outcome.asSpecified(
        new WarehouseRoleStatus(List.of(), null, name(resource), members, grants, null),
        members + " members, " + grants + " grants");
  }

  /** The body of the request: members and objects sorted, as their order means nothing. Pure. */
  static ObjectNode desired(WarehouseRoleSpec spec) {
    ObjectNode role = WeirApi.object();
    spec.members().stream().sorted().distinct().forEach(role.withArray("members")::add);
    ArrayNode grants = role.withArray("grants");
    Map<String, RoleGrant> byObject = new TreeMap<>();
    spec.grants().forEach(grant -> byObject.put(grant.object(), grant));
    for (RoleGrant grant : byObject.values()) {
      ObjectNode body = grants.addObject().put("object", grant.object());
      grant.privileges().stream()
          .sorted()
          .map(Enum::name)
          .forEach(body.withArray("privileges")::add);
      if (grant.rowFilter() != null) {
        body.put("rowFilter", grant.rowFilter());
      }
      if (!grant.columnMasks().isEmpty()) {
        new TreeMap<>(grant.columnMasks()).forEach(body.withObject("columnMasks")::put);
      }
    }
    return role;
  }

  /** What is stored, in the form of {@link #desired}. */
  private static ObjectNode normalised(JsonNode stored) {
    ObjectNode role = WeirApi.object();
    ArrayNode members = role.withArray("members");
    texts(stored.path("members")).forEach(members::add);
    ArrayNode grants = role.withArray("grants");
    Map<String, JsonNode> byObject = new TreeMap<>();
    stored.path("grants").forEach(grant -> byObject.put(grant.path("object").asText(), grant));
    for (JsonNode grant : byObject.values()) {
      ObjectNode body = grants.addObject().put("object", grant.path("object").asText());
      ArrayNode privileges = body.withArray("privileges");
      Arrays.stream(Privilege.values())
          .map(Enum::name)
          .filter(texts(grant.path("privileges"))::contains)
          .forEach(privileges::add);
      if (!grant.path("rowFilter").asText("").isEmpty()) {
        body.put("rowFilter", grant.path("rowFilter").asText());
      }
      Map<String, String> masks = new TreeMap<>();
      grant
          .path("columnMasks")
          .properties()
          .forEach(mask -> masks.put(mask.getKey(), mask.getValue().asText()));
      if (!masks.isEmpty()) {
        masks.forEach(body.withObject("columnMasks")::put);
      }
    }
    return role;
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).sorted().distinct().toList();
  }

  @Override
  public WarehouseRoleStatus status(
      WarehouseRole resource,
      @Nullable WarehouseRoleStatus facts,
      List<Condition> conditions,
      @Nullable Long generation,
      @Nullable String lastError) {
    return facts == null
        ? new WarehouseRoleStatus(conditions, generation, name(resource), 0, 0, lastError)
        : new WarehouseRoleStatus(
            conditions, generation, facts.role(), facts.members(), facts.grants(), lastError);
  }

  @Override
  public String delete(WeirApi api, WarehouseRole resource) {
    return api.delete(path(resource))
        ? "role " + name(resource) + " was deleted; its members have lost its privileges"
        : "role " + name(resource) + " was not there";
  }

  private static String path(WarehouseRole resource) {
    return "/api/v1/roles/" + WeirApi.step(name(resource));
  }

  private static String name(WarehouseRole resource) {
    String name = resource.getSpec().roleName();
    return name == null ? resource.getMetadata().getName() : name;
  }
}
