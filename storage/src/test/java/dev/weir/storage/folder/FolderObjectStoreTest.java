package dev.weir.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStoreContractTest;
import dev.weir.storage.PreconditionFailedException;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderObjectStoreTest extends ObjectStoreContractTest {
  @Override
  protected ObjectStore openEmptyStore() throws IOException {
    return FolderObjectStore.open(root());
  }

  @Override
  protected int largeObjectBytes() {
    return 1_000_000;
  }

  private Path root() {
    return scratch.resolve("root");
  }

  @Test
  void shouldOfferTheObjectsFile() throws IOException {
    store.put("a/b", bytes("in place"), PutCondition.NONE);

    assertThat(store.localPath("a/b").orElseThrow()).hasContent("in place");
    assertThat(store.localPath("a")).isEmpty();
    assertThat(store.locationOf("a/b")).isEqualTo("file://" + root().toRealPath() + "/a/b");
    assertThat(store.keyOf("file:" + root().toRealPath() + "/a/b")).isEqualTo("a/b");
  }

  @Test
  void shouldKeepEtagsAcrossARestart() throws IOException {
    ObjectInfo before = store.put("k", bytes("one"), PutCondition.NONE);
    store.close();

    try (ObjectStore restarted = FolderObjectStore.open(root())) {
      assertThat(restarted.head("k")).contains(before);
      restarted.put("k", bytes("two"), PutCondition.ifMatch(before.etag()));
      assertThatThrownBy(
              () -> restarted.put("k", bytes("three"), PutCondition.ifMatch(before.etag())))
          .isInstanceOf(PreconditionFailedException.class);
    }
  }

  @Test
  void shouldNeverGiveOneKeyTheSameEtagTwice() throws IOException {
    Set<String> etags = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      etags.add(store.put("k", bytes("same size"), PutCondition.NONE).etag());
    }
    assertThat(etags).hasSize(200);
  }

  @Test
  void shouldReadOneVersionWhileAnotherIsPut() throws IOException {
    store.put("k", random(500_000), PutCondition.NONE);
    try (InputStream in = store.open("k", 0)) {
      byte[] head = in.readNBytes(10);
      store.put("k", bytes("new"), PutCondition.NONE);

      byte[] tail = in.readAllBytes();

      assertThat(head.length + tail.length).isEqualTo(500_000);
    }
  }

  @Test
  void shouldNotFollowLinksOutOfTheRoot() throws IOException {
    // Given
    Path outside = Files.createDirectory(scratch.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(root().resolve("link"), outside);
    Files.createSymbolicLink(root().resolve("file"), outside.resolve("secret"));

    // When, Then
    assertThatThrownBy(() -> store.open("link/secret", 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> store.put("link/new", bytes("x"), PutCondition.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> store.delete(List.of("link/secret"))).isInstanceOf(IOException.class);
    assertThat(store.head("file")).isEmpty();
    assertThat(store.localPath("link/secret")).isEmpty();
    assertThat(store.list("", "", 10)).isEmpty();
    assertThat(store.list("link/", "", 10)).isEmpty();
    store.put("file", bytes("own"), PutCondition.NONE);
    assertThat(outside.resolve("secret")).hasContent("secret");
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void shouldRefuseAKeyThatIsTheFolderOfAnother() throws IOException {
    store.put("a/b", bytes("1"), PutCondition.NONE);

    assertThatThrownBy(() -> store.put("a", bytes("2"), PutCondition.NONE))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("folder of other objects");
    assertThatThrownBy(() -> store.put("a/b/c", bytes("2"), PutCondition.NONE))
        .isInstanceOf(IOException.class);
    assertThat(store.head("a/b/c")).isEmpty();
    assertThat(readAll("a/b")).isEqualTo(bytes("1"));
  }

  @Test
  void shouldSweepOldTemporaryFilesAndKeepYoungOnes() throws IOException {
    // Given
    Path temporary = root().resolve(".weir-store/tmp");
    Path old = Files.writeString(temporary.resolve("old.tmp"), "left by a killed process");
    Path young = Files.writeString(temporary.resolve("young.tmp"), "in the making");
    Files.setLastModifiedTime(
        old, FileTime.from(Instant.now().minus(FolderObjectStore.TEMPORARY_AGE).minusSeconds(60)));

    // When
    FolderObjectStore.open(root()).close();

    // Then
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    FolderObjectStore.open(root(), Duration.ZERO.minusSeconds(60)).close();
    assertThat(young).doesNotExist();
  }

  @Test
  void shouldLeaveNoTemporaryFileBehind() throws IOException {
    Path file = Files.write(scratch.resolve("f"), random(100));
    store.put("1", random(100), PutCondition.NONE);
    store.putFile("2", file, PutCondition.NONE);
    store.moveFile("3", file, PutCondition.NONE);
    ObjectStore.Upload aborted = store.create("4", PutCondition.NONE);
    aborted.write(1);
    aborted.abort();
    assertThatThrownBy(() -> store.put("1", random(1), PutCondition.IF_ABSENT))
        .isInstanceOf(PreconditionFailedException.class);

    try (Stream<Path> left = Files.list(root().resolve(".weir-store/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void shouldRemoveFoldersThatBecomeEmpty() throws IOException {
    store.put("a/b/c/1", bytes("1"), PutCondition.NONE);
    store.put("a/2", bytes("2"), PutCondition.NONE);

    store.delete(List.of("a/b/c/1"));

    assertThat(root().resolve("a/b")).doesNotExist();
    assertThat(root().resolve("a")).exists();
  }
}
