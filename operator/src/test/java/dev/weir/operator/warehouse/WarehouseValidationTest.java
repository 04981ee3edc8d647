package dev.weir.operator.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.GoldenYaml;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarehouseValidationTest {

  private static Warehouse warehouse(String name, String spec) {
    return Serialization.unmarshal(
        "apiVersion: weir.dev/v1alpha1\nkind: Warehouse\nmetadata: {name: "
            + name
            + "}\nspec: "
            + spec,
        Warehouse.class);
  }

  @Test
  void shouldListEverythingThatProductionLacksEachWithAnExample() {
    List<String> problems =
        WarehouseValidation.problems(warehouse("lake", "{profile: Production}"));

    assertThat(problems)
        .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
        .containsExactly("spec.storage", "spec.meta.replicas", "spec.database", "spec.redis");
    assertThat(problems).allMatch(problem -> problem.contains("for example: "));
  }

  @Test
  void shouldRefuseWhatIsManagedByOnePodInProduction() {
    List<String> problems =
        WarehouseValidation.problems(
            warehouse(
                "lake",
                """
                {profile: Production, meta: {replicas: 3},
                 storage: {managed: {replicas: 4}},
                 database: {managed: {}}, redis: {managed: {}}}\
                """));

    assertThat(problems)
        .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
        .containsExactly("spec.database.managed", "spec.redis.managed");
  }

  @Test
  void shouldFindNothingWrongWithTheExamples() {
    for (String name : List.of("development", "production", "managed")) {
      assertThat(WarehouseValidation.problems(GoldenYaml.in("warehouse", name, Warehouse.class)))
          .as(name)
          .isEmpty();
    }
  }

  @Test
  void shouldRefuseNamesThatNoServiceCanHave() {
    for (String name : List.of("9lives", "a.b", "a".repeat(41))) {
      assertThat(WarehouseValidation.problems(warehouse(name, "{}")))
          .singleElement()
          .asString()
          .startsWith("metadata.name:");
    }
    assertThat(WarehouseValidation.problems(warehouse("a".repeat(40), "{}"))).isEmpty();
  }

  @Test
  void shouldRefuseADatabaseThatIsNoneOfTheTwo() {
    assertThat(
            WarehouseValidation.problems(
                warehouse("a", "{database: {external: {url: 'jdbc:h2:mem:x'}}}")))
        .singleElement()
        .asString()
        .startsWith("spec.database.external.url:");
  }

  @Test
  void shouldSayWhatNothingActsOn() {
    Warehouse production = GoldenYaml.in("warehouse", "production", Warehouse.class);

    assertThat(WarehouseValidation.unused(production.getSpec()))
        .containsExactly("spec.redis", "spec.search", "spec.worker", "spec.mail", "spec.auth.oidc");
    assertThat(WarehouseValidation.unused(warehouse("a", "{}").getSpec())).isEmpty();
  }
}
