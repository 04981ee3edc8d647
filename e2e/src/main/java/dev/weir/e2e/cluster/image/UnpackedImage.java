package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of an image in a folder, as a container would see them, so that what is in it can be
 * run without a container runtime. Needs root.
 *
 * @param image whose files they are
 * @param folder with everything; theirs is below it
 */
public record UnpackedImage(Image image, Path folder) {
  /** A bucket that what runs finds in its network, as URL with keys. */
  static final String BUCKET = "http://training:only-for-training@127.0.0.1:9000/weir";

  private static final String SCRIPT = "isolated.sh";

  /** Unpacks an image into an empty folder. */
  public static UnpackedImage into(Path folder, Image image) throws IOException {
    UnpackedImage unpacked = new UnpackedImage(image, folder);
    Files.createDirectory(unpacked.root());
    for (Layer layer : image.layers()) {
      Command.of("tar", "--extract", "--file", layer.tar().toString())
          .and("--directory", unpacked.root().toString())
          .run("unpack a layer");
    }
    try (InputStream script = UnpackedImage.class.getResourceAsStream(SCRIPT)) {
      Files.write(folder.resolve(SCRIPT), Objects.requireNonNull(script).readAllBytes());
    }
    return unpacked;
  }

  /**
   * The image's own program with its user and its environment, in a network of its own.
   *
   * @param minio an object store's program, of this machine
   * @param variables more of them
   */
  public Command program(Path minio, Map<String, String> variables) {
    Command command =
        Command.of("unshare", "--net", "--mount", "--propagation", "private", "--pid", "--fork")
            .and("--kill-child=KILL", "--mount-proc", "bash", folder.resolve(SCRIPT).toString())
            .and(root().toString(), image.user(), minio.toString(), "/usr/bin/env", "-i");
    for (Map<String, String> some : List.of(image.environment(), variables)) {
      for (Map.Entry<String, String> variable : some.entrySet()) {
        command = command.and(variable.getKey() + "=" + variable.getValue());
      }
    }
    return command.and(image.entrypoint().toArray(String[]::new));
  }

  /** Where a file of the image lies on this machine. */
  public Path file(String path) {
    return root().resolve(path);
  }

  /** Makes a folder that the image's user may write to. */
  public void writable(String path) {
    try {
      Path made = Files.createDirectories(file(path));
      Command.of("chown", image.user(), made.toString()).run("give away " + made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes everything. */
  public void delete() {
    Command.of("rm", "-rf", "--one-file-system", folder.toString()).run("delete " + folder);
  }

  private Path root() {
    return folder.resolve("root");
  }
}
