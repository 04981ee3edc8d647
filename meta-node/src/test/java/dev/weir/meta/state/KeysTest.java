package dev.weir.meta.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.WeirException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  @Test
  void shouldReadBackTheNamesInAKey() {
    byte[] relation = Keys.relation("t", List.of("größe", "a.b"), "orders \"x\"");

    assertThat(Keys.relationNamespaceOf(relation)).containsExactly("größe", "a.b");
    assertThat(Keys.relationNameOf(relation)).isEqualTo("orders \"x\"");
    assertThat(Keys.namespaceOf(Keys.namespace("t", List.of("a", "b")))).containsExactly("a", "b");
    assertThat(Keys.nameOf(Keys.principal("t", "ada"))).isEqualTo("ada");
  }

  @Test
  void shouldNotMixTenantsWhoseNamesBeginAlike() {
    assertThat(startsWith(Keys.relation("acme2", List.of("n"), "x"), Keys.relations("acme")))
        .isFalse();
    assertThat(startsWith(Keys.relation("acme", List.of("n"), "x"), Keys.relations("acme")))
        .isTrue();
  }

  @Test
  void shouldKeepANamespaceApartFromThoseBelowAndBeside() {
    byte[] prefix = Keys.relationsIn("t", List.of("a"));

    assertThat(startsWith(Keys.relation("t", List.of("a"), "x"), prefix)).isTrue();
    assertThat(startsWith(Keys.relation("t", List.of("a", "b"), "x"), prefix)).isFalse();
    assertThat(startsWith(Keys.relation("t", List.of("ab"), "x"), prefix)).isFalse();
    assertThat(
            startsWith(
                Keys.namespace("t", List.of("a", "b")), Keys.namespacesBelow("t", List.of("a"))))
        .isTrue();
    assertThat(
            startsWith(Keys.namespace("t", List.of("ab")), Keys.namespacesBelow("t", List.of("a"))))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "a\u001fb", "line\nbreak", "\ud800", "\u0085"})
  void shouldRefuseNamesThatKeysCannotHold(String name) {
    assertThatThrownBy(() -> Names.check("table", name)).isInstanceOf(WeirException.class);
  }

  @Test
  void shouldTakeAnyPrintableName() {
    assertThat(Names.check("table", "Größe 国 😀 a.b/c")).isEqualTo("Größe 国 😀 a.b/c");
    assertThatThrownBy(() -> Names.check("table", "x".repeat(Names.LENGTH_MAX + 1)))
        .isInstanceOf(WeirException.class);
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length && Arrays.equals(Arrays.copyOf(key, prefix.length), prefix);
  }
}
