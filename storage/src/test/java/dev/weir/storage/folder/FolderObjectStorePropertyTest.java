package dev.weir.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectKeys;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Listing and range reads against a model: a sorted set of keys, and an array. */
class FolderObjectStorePropertyTest {
  private Path root;
  private ObjectStore store;

  @BeforeTry
  void open() throws IOException {
    root = Files.createTempDirectory("weir-property");
    store = FolderObjectStore.open(root);
  }

  @AfterTry
  void remove() throws IOException {
    store.close();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes ignored)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Property(tries = 60)
  void shouldListAsASortedSetWould(
      @ForAll("keys") @Size(max = 20) Set<String> keys,
      @ForAll("parts") String prefix,
      @ForAll("parts") String startAfter,
      @ForAll @IntRange(min = 1, max = 7) int pageSize)
      throws IOException {
    // Given
    TreeSet<String> model = new TreeSet<>(ObjectKeys.UTF8_ORDER);
    for (String key : keys) {
      store.put(key, new byte[0], PutCondition.NONE);
      model.add(key);
    }

    // When
    List<String> listed = new ArrayList<>();
    String behind = startAfter;
    List<ObjectInfo> page = store.list(prefix, behind, pageSize);
    while (!page.isEmpty()) {
      page.forEach(info -> listed.add(info.key()));
      behind = listed.getLast();
      page = store.list(prefix, behind, pageSize);
    }

    // Then
    assertThat(listed)
        .containsExactlyElementsOf(
            model.tailSet(startAfter, false).stream()
                .filter(key -> key.startsWith(prefix))
                .toList());
  }

  @Property(tries = 100)
  void shouldReadAnyRange(
      @ForAll @Size(max = 300) byte[] content,
      @ForAll @IntRange(max = 320) int offset,
      @ForAll @IntRange(max = 320) int length)
      throws IOException {
    store.put("k", content, PutCondition.NONE);
    int from = Math.min(offset, content.length);
    int to = Math.min(content.length, from + length);

    assertThat(store.readRange("k", offset, length))
        .isEqualTo(Arrays.copyOfRange(content, from, to));
    assertThat(store.open("k", offset).readAllBytes())
        .isEqualTo(Arrays.copyOfRange(content, from, content.length));
  }

  /** Few characters, so that prefixes meet; a level ends in x or y so that no key is a folder. */
  @Provide
  Arbitrary<Set<String>> keys() {
    Arbitrary<String> level =
        Arbitraries.strings().withChars("a.-é0").ofMinLength(1).ofMaxLength(2);
    Arbitrary<String> folder = level.map(name -> name + "x");
    Arbitrary<String> file = level.map(name -> name + "y");
    return folder
        .list()
        .ofMaxSize(2)
        .flatMap(
            folders ->
                file.map(name -> folders.isEmpty() ? name : String.join("/", folders) + "/" + name))
        .set();
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        Arbitraries.strings()
            .withChars("a.-é0xy/")
            .ofMaxLength(5)
            .filter(text -> !text.startsWith("/")));
  }
}
