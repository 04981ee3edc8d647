package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.build.InputHash;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The JVM's ahead-of-time cache for the server's image: classes as they are after loading and
 * linking, and what is known of their methods. It is good only for the same JVM over the same class
 * path, so the image itself makes it: it runs once and uses each of its parts.
 */
public final class StartupCacheLayer {
  /** Where the cache is in the image. */
  public static final String CACHE = "opt/weir/aot/weir.aot";

  private static final String VERSION = "2";

  /** The user may write here. */
  private static final String WORK = "tmp/training";

  private static final String TLS = WORK + "/tls";

  private static final String MADE = WORK + "/weir.aot";

  private StartupCacheLayer() {}

  /** Finds the layer that goes over the image, or makes it. */
  static Layer require(ClusterBinaries binaries, Image image) {
    InputHash hash = new InputHash().add(VERSION).addAll(image.entrypoint());
    image.layers().forEach(layer -> hash.add(layer.digest()));
    return Layer.require(
        binaries.cache(),
        "startup-cache",
        hash,
        layer -> {
          binaries.progress().say("training the start-up cache of " + image.reference());
          write(binaries, image, layer);
        });
  }

  private static void write(ClusterBinaries binaries, Image image, LayerWriter layer)
      throws IOException {
    UnpackedImage unpacked =
        UnpackedImage.into(Files.createTempDirectory(binaries.cache().folder(), "image"), image);
    try {
      String unused =
          training(unpacked, binaries.minio(), "-XX:AOTCacheOutput=/" + MADE)
              .run("train the start-up cache");
      layer.copy(unpacked.file(MADE), CACHE);
    } finally {
      unpacked.delete();
    }
  }

  /**
   * The run that the cache is made from: the server starts each of its parts, uses them and ends.
   *
   * @param minio an object store's program, of this machine
   * @param option of the JVM
   */
  public static Command training(UnpackedImage image, Path minio, String option) {
    Command.of("rm", "-rf", image.file(WORK).toString()).run("delete what was trained before");
    image.writable(WORK);
    image.writable(TLS);
    TrainingTls.write(image.file(TLS));
    return image.program(
        minio,
        Map.of(
            "JDK_JAVA_OPTIONS",
            option + https(),
            "WEIR_DATA",
            "/" + WORK + "/data",
            "WEIR_FLIGHT_PORT",
            "0",
            "WEIR_TRAINING",
            "true",
            "WEIR_TRAINING_BUCKET",
            UnpackedImage.BUCKET,
            "WEIR_TRAINING_TLS",
            "/" + TLS));
  }

  /** What a pod of meta or web sets: the laptop's process has no HTTPS. */
  private static String https() {
    return " -Dquarkus.tls.key-store.pem.0.cert=/%1$s/tls.crt".formatted(TLS)
        + " -Dquarkus.tls.key-store.pem.0.key=/%1$s/tls.key".formatted(TLS)
        + " -Dquarkus.http.ssl-port=7443";
  }
}
