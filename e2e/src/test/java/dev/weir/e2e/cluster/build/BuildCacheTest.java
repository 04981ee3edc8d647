package dev.weir.e2e.cluster.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCacheTest {
  @TempDir Path folder;
  private final InputHash hash = new InputHash().add("input");

  @Test
  void shouldBuildOnceForManyWhoAskAtOnce() throws Exception {
    AtomicInteger builds = new AtomicInteger();
    List<Future<Path>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        answers.add(
            threads.submit(
                () ->
                    new BuildCache(folder)
                        .require(
                            "thing",
                            hash,
                            target -> {
                              Files.writeString(
                                  target.resolve("file"), "build " + builds.incrementAndGet());
                            })));
      }
    }

    for (Future<Path> answer : answers) {
      assertThat(answer.get().resolve("file")).hasContent("build 1");
    }
  }

  @Test
  void shouldForgetEntriesThatNobodyHasUsedForLong() throws IOException {
    BuildCache cache = new BuildCache(folder);
    List<Path> entries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      entries.add(entry(cache, "thing", i));
      age(entries.getLast(), 10 - i);
    }
    Path other = entry(cache, "thing-else", 0);
    age(other, 20);
    // One that is found is in use again.
    assertThat(entry(cache, "thing", 0)).isEqualTo(entries.getFirst());

    Path newest = entry(cache, "thing", 4);

    assertThat(List.of(entries.getFirst(), other, newest))
        .allSatisfy(kept -> assertThat(kept).exists());
    assertThat(entries.subList(1, 4)).allSatisfy(gone -> assertThat(gone).doesNotExist());
  }

  private static Path entry(BuildCache cache, String name, int input) {
    return cache.require(
        name,
        new InputHash().add("input " + input),
        target -> Files.writeString(target.resolve("file"), "content"));
  }

  private static void age(Path entry, int hours) throws IOException {
    Files.setLastModifiedTime(entry, FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
  }

  @Test
  void shouldKeepNothingOfAFailedBuildAndTryAgain() {
    BuildCache cache = new BuildCache(folder);
    assertThatThrownBy(
            () ->
                cache.require(
                    "thing",
                    hash,
                    target -> {
                      Files.writeString(target.resolve("half"), "half");
                      throw new IOException("the disk is full");
                    }))
        .hasRootCauseMessage("the disk is full");

    Path entry =
        cache.require("thing", hash, target -> Files.writeString(target.resolve("whole"), "all"));

    assertThat(entry)
        .isDirectoryContaining("glob:**/whole")
        .isDirectoryNotContaining("glob:**/half");
  }

  @Test
  void shouldBuildAgainWhenTheInputChanges() {
    BuildCache cache = new BuildCache(folder);
    Path one = cache.require("thing", hash, target -> {});
    Path two = cache.require("thing", new InputHash().add("other"), target -> {});

    assertThat(one).isNotEqualTo(two).exists();
    assertThat(two).exists();
  }
}
