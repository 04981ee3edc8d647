package dev.weir.e2e.cluster.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * SHA-256 over everything that something built depends on, in the order in which it was added. Each
 * input is preceded by its length, so that no two lists of inputs run together into one.
 */
public final class InputHash {
  private static final int CHARACTERS = 20;

  private final MessageDigest digest = newDigest();

  /** Adds a text: a version, a flag, the name of a package. */
  public InputHash add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds texts and their number. */
  public InputHash addAll(List<String> texts) {
    add(Integer.toString(texts.size()));
    texts.forEach(this::add);
    return this;
  }

  /** Adds every file below a folder, by its relative path and content. */
  public InputHash addFolder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(folder.relativize(file).toString());
        add(Files.readAllBytes(file));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the content of a file. */
  public InputHash addFile(Path file) {
    try {
      return add(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first 80 bits of the hash, in hexadecimal digits. */
  public String value() {
    try {
      byte[] hash = ((MessageDigest) digest.clone()).digest();
      return HexFormat.of().formatHex(hash).substring(0, CHARACTERS);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private InputHash add(byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return this;
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
