package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.build.InputHash;
import dev.weir.e2e.cluster.image.Image;
import dev.weir.e2e.cluster.image.ImageArchive;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The root folder of a containerd that knows some images, in the cache. A node begins with a copy
 * of it that shares its files, and so has gigabytes of images within a second.
 *
 * @param root never changed after it was made
 */
record ImageTemplate(Path root) {
  private static final String VERSION = "1";
  private static final String ROOT = "containerd";
  private static final int DATABASE_DEPTH = 2;

  /** Finds the template for these images or makes it. */
  static ImageTemplate require(ClusterBinaries binaries, List<Image> images) {
    NodeTools tools = new NodeTools(binaries.tools());
    InputHash hash = new InputHash().add(VERSION).add(tools.root().getFileName().toString());
    images.forEach(image -> hash.add(ImageArchive.identity(image)));
    Path entry =
        binaries
            .cache()
            .require(
                "images",
                hash,
                target -> {
                  binaries.progress().say("unpacking " + images.size() + " images for the nodes");
                  fill(target, tools, images);
                });
    return new ImageTemplate(entry.resolve(ROOT));
  }

  /** Makes the root folder of a node's containerd, which is not there yet. */
  void copyTo(Path folder) {
    Command copy = Command.of("cp", "--archive");
    if (!copy.and("--link", root.toString(), folder.toString()).succeeds()) {
      // Another file system: links cannot lead there.
      Command.of("rm", "-rf", folder.toString()).run("delete " + folder);
      copy.and(root.toString(), folder.toString()).run("copy the images to " + folder);
    }
    // Files of images are only read. Databases are written to, so each node has its own.
    for (Path database : databases()) {
      Path own = folder.resolve(root.relativize(database));
      Command.of("cp", "--remove-destination", database.toString(), own.toString())
          .run("copy " + database);
    }
  }

  private List<Path> databases() {
    try (Stream<Path> files = Files.walk(root, DATABASE_DEPTH)) {
      return files.filter(file -> file.toString().endsWith(".db")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(Path target, NodeTools tools, List<Image> images) throws IOException {
    Path root = target.resolve(ROOT);
    Files.writeString(target.resolve("containerd.toml"), NodeFiles.containerd(root, target, tools));
    Path script = Scripts.unpack("template.sh", target);
    List<Path> archives = new ArrayList<>();
    for (Image image : images) {
      Path archive = target.resolve(archives.size() + ".tar");
      ImageArchive.write(image, archive);
      archives.add(archive);
    }
    Command isolated =
        Command.of("unshare", "--mount", "--propagation", "private", "--pid", "--fork")
            .and("--kill-child=KILL", "--mount-proc", "bash", script.toString(), target.toString())
            .and(archives.stream().map(Path::toString).toArray(String[]::new));
    tools.offerTo(isolated, List.of()).run("unpack images");
    for (Path archive : archives) {
      Files.delete(archive);
    }
  }
}
