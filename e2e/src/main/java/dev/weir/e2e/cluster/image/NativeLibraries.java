package dev.weir.e2e.cluster.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Native libraries that jars carry for every platform, as one platform needs them: unpacked, in a
 * folder of {@code java.library.path}. In the jar they would be unpacked at each start, and jars
 * prefer their own. Pure but for reading.
 */
final class NativeLibraries {
  private static final Pattern CARRIED =
      Pattern.compile("lib(duckdb_java|rocksdbjni)[^/]*\\.(so|jnilib|dll)[^/]*");

  /** Names in the jar, and those by which a JVM looks for them. */
  private record Library(String carried, String loaded) {}

  private static final List<Library> X86 =
      List.of(
          new Library("libduckdb_java.so_linux_amd64", "libduckdb_java.so"),
          new Library("librocksdbjni-linux64.so", "librocksdbjni.so"));
  private static final List<Library> ARM =
      List.of(
          new Library("libduckdb_java.so_linux_arm64", "libduckdb_java.so"),
          new Library("librocksdbjni-linux-aarch64.so", "librocksdbjni.so"));

  private final List<Library> libraries;

  /**
   * @param architecture as {@code os.arch} says it
   */
  NativeLibraries(String architecture) {
    this.libraries = architecture.equals("aarch64") ? ARM : X86;
  }

  /** Adds a folder of jars without native libraries, and these to another folder. */
  void write(Path jars, LayerWriter layer, String path, String librariesPath) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(jars)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String target = path + "/" + jars.relativize(file);
      if (!carries(file)) {
        layer.copy(file, target);
        continue;
      }
      try (ZipFile jar = new ZipFile(file.toFile())) {
        layer.file(target, LayerWriter.FILE_MODE, without(jar));
        for (Library library : libraries) {
          ZipEntry entry = jar.getEntry(library.carried());
          if (entry != null) {
            try (InputStream content = jar.getInputStream(entry)) {
              layer.file(
                  librariesPath + "/" + library.loaded(),
                  LayerWriter.PROGRAM_MODE,
                  entry.getSize(),
                  content);
            }
          }
        }
      }
    }
  }

  private static boolean carries(Path file) throws IOException {
    if (!file.toString().endsWith(".jar")) {
      return false;
    }
    try (ZipFile jar = new ZipFile(file.toFile())) {
      return jar.stream().anyMatch(entry -> CARRIED.matcher(entry.getName()).matches());
    }
  }

  private static byte[] without(ZipFile jar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream copy = new ZipOutputStream(bytes)) {
      Enumeration<? extends ZipEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        ZipEntry original = entries.nextElement();
        if (!CARRIED.matcher(original.getName()).matches()) {
          ZipEntry entry = new ZipEntry(original.getName());
          // The time of day in the zip's own terms, so that no time zone gets into the bytes.
          entry.setTimeLocal(original.getTimeLocal());
          copy.putNextEntry(entry);
          try (InputStream content = jar.getInputStream(original)) {
            content.transferTo(copy);
          }
          copy.closeEntry();
        }
      }
    }
    return bytes.toByteArray();
  }
}
