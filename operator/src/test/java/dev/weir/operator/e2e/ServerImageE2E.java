package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.StartupCacheLayer;
import dev.weir.e2e.cluster.image.UnpackedImage;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.e2e.cluster.local.Preconditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The server's image, run from its own files as a container would see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerImageE2E {
  private static final Path CLONE = Path.of(System.getProperty("weir.root"));
  private static final Pattern LOADED = Pattern.compile("\\] (\\S+) source: (.*)");
  private static final String SHARED = "shared objects file";
  private static final String JAR = "opt/weir/app/quarkus-run.jar";

  private UnpackedImage image;
  private Path minio;

  @BeforeAll
  void unpack() throws IOException {
    List<String> missing = Preconditions.missingForNodes();
    assumeTrue(
        missing.isEmpty(), () -> "NOT TESTED: no image can be run here; what lacks: " + missing);
    ClusterBinaries binaries =
        new ClusterBinaries(
            BuildCache.ofUser(), CLONE.resolve("e2e").resolve("cluster"), new Progress(System.out));
    minio = binaries.minio();
    // Not in /tmp: the image is larger than what some machines have there.
    Path root =
        Files.createTempDirectory(Files.createDirectories(binaries.cache().folder()), "unpacked");
    image = UnpackedImage.into(root, new WeirImages(CLONE, binaries).server());
    System.out.printf(
        "FIGURE start-up cache: %d MB%n",
        Files.size(image.file(StartupCacheLayer.CACHE)) / 1_000_000);
  }

  @AfterAll
  void delete() {
    if (image != null) {
      image.delete();
    }
  }

  @Test
  void shouldTakeTheClassesOfEveryRoleFromTheStartUpCache() throws Exception {
    String printed = train("-Xlog:class+load:file=/tmp/training/classes");

    Map<String, String> sources = new HashMap<>();
    for (String line : Files.readAllLines(image.file("tmp/training/classes"))) {
      Matcher loaded = LOADED.matcher(line);
      if (loaded.find()) {
        sources.put(loaded.group(1), loaded.group(2));
      }
    }
    assertThat(sources)
        .as(printed)
        .containsEntry("io.quarkus.runner.ApplicationImpl", SHARED)
        .containsEntry("dev.weir.local.role.MetaPod", SHARED)
        .containsEntry("dev.weir.local.role.GatewayPod", SHARED)
        .containsEntry("dev.weir.local.role.ComputePod", SHARED)
        .containsEntry("dev.weir.local.role.WebPod", SHARED)
        .containsEntry("dev.weir.engine.compute.ComputeEndpoint", SHARED)
        .containsEntry("dev.weir.web.remote.RemoteGateway", SHARED)
        .containsEntry("dev.weir.storage.s3.S3ObjectStore", SHARED)
        .containsEntry("okhttp3.OkHttpClient", SHARED)
        .containsEntry("org.duckdb.DuckDBNative", SHARED);
    long all = sources.size();
    long jars = sources.values().stream().filter(source -> source.startsWith("file:")).count();
    System.out.printf("FIGURE classes: %d, of them from jars: %d%n", all, jars);
    assertThat(jars).as("classes that are not in the cache").isLessThan(all / 20);
  }

  @Test
  void shouldUnpackNoNativeLibraryAtItsStart() throws Exception {
    train("-Xlog:library=info:file=/tmp/training/libraries");

    assertThat(image.file("tmp/training/libraries"))
        .content()
        .contains("/opt/weir/lib/libduckdb_java.so", "/opt/weir/lib/librocksdbjni.so");
  }

  @Test
  void shouldSayNothingOfACacheThatDoesNotFit() throws Exception {
    image.writable("tmp/logs");
    List<String> printed = new ArrayList<>();
    FileTime before = Files.getLastModifiedTime(image.file(JAR));
    try {
      Files.setLastModifiedTime(image.file(JAR), FileTime.from(Instant.now()));
      Map<String, String> settings =
          Map.of(
              "JDK_JAVA_OPTIONS", "-Xlog:aot:file=/tmp/logs/why",
              "WEIR_ROLE", "compute",
              "WEIR_DATA", "/tmp/logs");

      // It lacks most settings, says so and ends.
      assertThatThrownBy(() -> image.program(minio, settings).follow("run", printed::add))
          .isInstanceOf(WeirException.class);
    } finally {
      Files.setLastModifiedTime(image.file(JAR), before);
    }

    assertThat(image.file("tmp/logs/why")).content().contains("AOT cache");
    assertThat(printed)
        .anyMatch(line -> line.contains("WEIR_META_TARGET is not set"))
        .noneMatch(line -> line.matches(".*(\\[(aot|cds)|AOT cache|shared spaces).*"));
  }

  private String train(String option) {
    return StartupCacheLayer.training(image, minio, option).run("use every part of the image");
  }
}
