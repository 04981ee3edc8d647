package dev.weir.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link ObjectStore} takes as a key and location; part of its contract suite. */
interface KeyContract {
  /** The empty store under test. */
  ObjectStore emptyStore();

  static List<String> oddKeys() {
    return List.of(
        "with space/and  two",
        "percent%20%2F",
        "plus+and&equals=?query#fragment",
        "quote'\"<>",
        "straße/日本語/😀",
        "-dash",
        "..dots/...",
        ".hidden/.file",
        "back\\slash",
        "x".repeat(ObjectKeys.LEVEL_BYTES_MAX));
  }

  @ParameterizedTest
  @MethodSource("oddKeys")
  default void shouldKeepObjectsWithOddNames(String key) throws IOException {
    emptyStore().put(key, "odd".getBytes(UTF_8), PutCondition.IF_ABSENT);

    assertThat(emptyStore().readRange(key, 0, 100)).isEqualTo("odd".getBytes(UTF_8));
    assertThat(emptyStore().list("", "", 10)).extracting(ObjectInfo::key).containsExactly(key);
    assertThat(emptyStore().keyOf(emptyStore().locationOf(key))).isEqualTo(key);
    emptyStore().delete(List.of(key));
    assertThat(emptyStore().head(key)).isEmpty();
  }

  static List<String> wrongKeys() {
    return List.of(
        "",
        "/absolute",
        "folder/",
        "a//b",
        ".",
        "..",
        "../outside",
        "a/../../outside",
        "a/./b",
        "null\0byte",
        "line\nbreak",
        "half-surrogate-\ud83d",
        ObjectKeys.RESERVED_LEVEL + "/tmp/x",
        "x".repeat(ObjectKeys.LEVEL_BYTES_MAX + 1),
        "ü/".repeat(ObjectKeys.KEY_BYTES_MAX / 3) + "end");
  }

  @ParameterizedTest
  @MethodSource("wrongKeys")
  default void shouldRefuseWhatIsNotAKey(String key) {
    assertRefused(() -> emptyStore().head(key));
    assertRefused(() -> emptyStore().put(key, new byte[1], PutCondition.NONE));
    assertRefused(() -> emptyStore().putFile(key, Path.of("source"), PutCondition.NONE));
    assertRefused(() -> emptyStore().create(key, PutCondition.NONE));
    assertRefused(() -> emptyStore().readRange(key, 0, 1));
    assertRefused(() -> emptyStore().open(key, 0));
    assertRefused(() -> emptyStore().locationOf(key));
    assertRefused(
        () -> {
          emptyStore().delete(List.of(key));
          return null;
        });
  }

  @Test
  default void shouldRefuseLocationsOutsideTheStore() {
    String inside = emptyStore().locationOf("a/b");
    String base = inside.substring(0, inside.length() - "a/b".length());

    assertThat(emptyStore().keyOf(inside)).isEqualTo("a/b");
    for (String outside :
        List.of(
            base,
            base + "../x",
            base.substring(0, base.length() - 1) + "-other/x",
            "http://localhost/x",
            "file:///elsewhere/x",
            "s3://elsewhere/x",
            "relative",
            "")) {
      assertThatThrownBy(() -> emptyStore().keyOf(outside))
          .as(outside)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertRefused(Callable<?> call) {
    assertThatThrownBy(call::call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key");
  }
}
