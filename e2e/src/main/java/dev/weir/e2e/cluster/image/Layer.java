package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.InputHash;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One layer of an image: a tar file with files and folders that lie over those of the layers below.
 *
 * @param tar not compressed
 * @param digest SHA-256 of the tar, in hexadecimal digits: the layer's identity
 */
public record Layer(Path tar, String digest) {
  private static final String TAR = "layer.tar";
  private static final String DIGEST = "layer.sha256";

  /** Writes the files of a layer. */
  @FunctionalInterface
  public interface Content {
    /** Adds everything, in an order that depends on nothing but the input. */
    void write(LayerWriter writer) throws IOException;
  }

  /** Finds a layer in the cache or writes it. */
  public static Layer require(BuildCache cache, String name, InputHash hash, Content content) {
    Path entry =
        cache.require(
            "layer-" + name,
            hash.add(LayerWriter.FORMAT),
            target -> {
              String digest = write(target.resolve(TAR), content);
              Files.writeString(target.resolve(DIGEST), digest);
            });
    try {
      return new Layer(entry.resolve(TAR), Files.readString(entry.resolve(DIGEST)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a layer to a file and returns its digest. */
  static String write(Path tar, Content content) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream file = Files.newOutputStream(tar);
        LayerWriter writer = new LayerWriter(new DigestOutputStream(file, digest))) {
      content.write(writer);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
