package dev.weir.e2e.cluster.cli;

import dev.weir.e2e.cluster.image.Image;
import dev.weir.e2e.cluster.image.ImageArchive;
import dev.weir.e2e.cluster.image.WeirImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./weir images}: the two images that a cluster needs, as files. Exit codes as cluster. */
@Command(
    name = "weir images",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Build the images of the operator and of the data plane as files. No Docker needed.",
      "Every container runtime loads them: docker load, skopeo copy docker-archive:, ctr images import."
    })
public final class ImagesCommand implements Callable<Integer> {
  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder for the files (default: target/images of the clone).")
  Path folder = Launched.root().resolve("target").resolve("images");

  @Option(
      names = "--repository",
      paramLabel = "NAME",
      defaultValue = "weir.dev",
      description = "What the images' names begin with (default: ${DEFAULT-VALUE}).")
  String repository = "weir.dev";

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      defaultValue = "dev",
      description = "Their version (default: ${DEFAULT-VALUE}).")
  String tag = "dev";

  /** Runs it and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Launched.exit(new ImagesCommand(), args);
  }

  @Override
  public Integer call() throws IOException {
    WeirImages images = new WeirImages(Launched.root(), Launched.binaries());
    Files.createDirectories(folder);
    write("weir-operator", images.operator());
    write("weir", images.server());
    System.out.printf(
        """

        Load them into a registry that the cluster pulls from, and install the chart with
          --set image.repository=%1$s/weir-operator --set image.tag=%2$s \\
          --set dataPlane.repository=%1$s/weir --set dataPlane.tag=%2$s
        """,
        repository, tag);
    return 0;
  }

  private void write(String name, Image image) throws IOException {
    String reference = repository + "/" + name + ":" + tag;
    Path file = folder.resolve(name + ".tar");
    ImageArchive.write(image.named(reference), file);
    System.out.printf("%s  %,d MB  %s%n", reference, Files.size(file) / 1_000_000, file);
  }
}
