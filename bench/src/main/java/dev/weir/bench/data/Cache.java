package dev.weir.bench.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Folders that are costly to make, kept under a hash of what they were made from. A folder appears
 * whole or not at all; two runs at once both make it and one is kept.
 *
 * @param root made when it is needed
 */
public record Cache(Path root) {
  /** The user's: {@code $XDG_CACHE_HOME/weir}, otherwise {@code ~/.cache/weir}. */
  public static Cache ofUser() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return new Cache(base.resolve("weir"));
  }

  /** Fills an empty folder. */
  public interface Maker {
    void make(Path folder) throws IOException;
  }

  /**
   * The folder made from {@code recipe}.
   *
   * @param name for people who look into the cache
   * @param recipe all that the content depends on
   */
  public Path folder(String name, String recipe, Maker maker) throws IOException {
    Path folder = root.resolve(name + "-" + hash(recipe));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(root);
    Path work = Files.createTempDirectory(root, "." + name);
    try {
      maker.make(work);
      publish(work, folder);
    } finally {
      deleteTree(work);
    }
    return folder;
  }

  /** Removes a folder and what is in it; nothing when it is not there. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void publish(Path work, Path folder) throws IOException {
    try {
      Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException failure) {
      throw failure;
    } catch (IOException taken) {
      if (!Files.isDirectory(folder)) {
        throw taken;
      }
    }
  }

  private static String hash(String recipe) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
