package dev.weir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ObjectStore} must do when it lists; part of {@link ObjectStoreContractTest}.
 */
interface ListingContract {
  /** Where a folder, a file beside it and names around the slash could get out of order. */
  default List<String> sorted() {
    return List.of(
        "a!", "a-b/1", "a-b/2", "a.b", "a/b", "a/b.c/d", "a/c/1", "a/c/2", "a/é", "a0", "b", "z",
        "\uffee", // before the emoji in UTF-8, behind it in UTF-16
        "😀");
  }

  /** The empty store under test. */
  ObjectStore emptyStore();

  @Test
  default void shouldListInTheOrderOfUtf8() throws IOException {
    putSorted();

    assertThat(keys("", "", 1000)).containsExactlyElementsOf(sorted());
  }

  @Test
  default void shouldListPageByPage() throws IOException {
    putSorted();
    for (int pageSize : new int[] {1, 2, 3, 5, sorted().size()}) {
      List<String> seen = new ArrayList<>();
      List<String> page = keys("", "", pageSize);
      while (!page.isEmpty()) {
        assertThat(page).hasSizeLessThanOrEqualTo(pageSize);
        seen.addAll(page);
        page = keys("", seen.getLast(), pageSize);
      }
      assertThat(seen).as("pages of " + pageSize).containsExactlyElementsOf(sorted());
    }
  }

  @Test
  default void shouldStartBehindAKeyThatIsNotThere() throws IOException {
    putSorted();

    assertThat(keys("", "a/b.", 2)).containsExactly("a/b.c/d", "a/c/1");
    assertThat(keys("", "a/", 1)).containsExactly("a/b");
    assertThat(keys("", "z", 1)).containsExactly(sorted().get(sorted().indexOf("z") + 1));
    assertThat(keys("a/c/", "a/b", 10)).containsExactly("a/c/1", "a/c/2");
    assertThat(keys("a/c/", "a/d", 10)).isEmpty();
  }

  @Test
  default void shouldListWhatStartsWithAPrefix() throws IOException {
    putSorted();

    assertThat(keys("a/", "", 10)).containsExactly("a/b", "a/b.c/d", "a/c/1", "a/c/2", "a/é");
    assertThat(keys("a/c", "", 10)).containsExactly("a/c/1", "a/c/2");
    assertThat(keys("a", "", 2)).containsExactly("a!", "a-b/1");
    assertThat(keys("a/c/1", "", 10)).containsExactly("a/c/1");
    for (String nothing : List.of("x", "a/x/", "a//", "../", "a/../", "./", "b/", "A")) {
      assertThat(keys(nothing, "", 10)).as(nothing).isEmpty();
    }
  }

  @Test
  default void shouldListWhatIsKnownOfObjects() throws IOException {
    ObjectInfo put = emptyStore().put("k", new byte[7], PutCondition.NONE);

    ObjectInfo listed = emptyStore().list("", "", 1).getFirst();

    assertThat(listed).isEqualTo(emptyStore().head("k").orElseThrow());
    assertThat(listed.etag()).isEqualTo(put.etag());
    assertThat(listed.size()).isEqualTo(7);
  }

  private void putSorted() throws IOException {
    for (String key : sorted().reversed()) {
      emptyStore().put(key, new byte[] {1}, PutCondition.NONE);
    }
  }

  private List<String> keys(String prefix, String startAfter, int limit) throws IOException {
    return emptyStore().list(prefix, startAfter, limit).stream().map(ObjectInfo::key).toList();
  }
}
