package dev.weir.e2e.cluster.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path folder;

  @Test
  void shouldUnpackTheLibraryOfItsPlatformAndLeaveOutTheOthers() throws Exception {
    Path jars = Files.createDirectories(folder.resolve("lib/main")).getParent();
    zip(
        jars.resolve("main/duckdb.jar"),
        "org/duckdb/A.class",
        "libduckdb_java.so_linux_amd64",
        "libduckdb_java.so_linux_arm64",
        "libduckdb_java.so_windows_amd64");
    zip(
        jars.resolve("main/rocksdb.jar"),
        "librocksdbjni-linux64.so",
        "librocksdbjni-linux64-musl.so",
        "librocksdbjni-win64.dll",
        "librocksdbjni-osx-arm64.jnilib");
    zip(jars.resolve("main/other.jar"), "libother.so");
    byte[] other = Files.readAllBytes(jars.resolve("main/other.jar"));

    Map<String, byte[]> written = write(jars, "amd64");

    assertThat(written)
        .containsOnlyKeys(
            "app/lib/main/duckdb.jar",
            "app/lib/main/rocksdb.jar",
            "app/lib/main/other.jar",
            "native/libduckdb_java.so",
            "native/librocksdbjni.so");
    assertThat(written.get("native/libduckdb_java.so"))
        .asString()
        .isEqualTo("libduckdb_java.so_linux_amd64");
    assertThat(written.get("native/librocksdbjni.so"))
        .asString()
        .isEqualTo("librocksdbjni-linux64.so");
    assertThat(names(written.get("app/lib/main/duckdb.jar"))).isEqualTo("org/duckdb/A.class ");
    assertThat(names(written.get("app/lib/main/rocksdb.jar"))).isEmpty();
    assertThat(written.get("app/lib/main/other.jar")).isEqualTo(other);
    assertThat(write(jars, "aarch64").get("native/libduckdb_java.so"))
        .asString()
        .isEqualTo("libduckdb_java.so_linux_arm64");
  }

  private Map<String, byte[]> write(Path jars, String architecture) throws IOException {
    Path tar = folder.resolve("layer.tar");
    String unused =
        Layer.write(
            tar,
            layer -> new NativeLibraries(architecture).write(jars, layer, "app/lib", "native"));
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }

  /** Files that contain their own names. */
  private static void zip(Path jar, String... names) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
  }

  private static String names(byte[] jar) throws IOException {
    StringBuilder names = new StringBuilder();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.append(entry.getName()).append(' ');
      }
    }
    return names.toString();
  }
}
