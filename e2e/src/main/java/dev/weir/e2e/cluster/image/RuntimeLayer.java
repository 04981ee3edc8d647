package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.InputHash;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Java runtime in {@code /opt/java}, linked from the JDK that runs this, with what Weir uses. */
final class RuntimeLayer {
  static final String HOME = "opt/java";

  // Quarkus, JDBC, gRPC and Flight, AWT for charts, Lucene's vectors, the door of the operator's
  // webhook, and jcmd for whoever looks in.
  private static final List<String> MODULES =
      List.of(
          "java.se",
          "jdk.charsets",
          "jdk.httpserver",
          "jdk.incubator.vector",
          "jdk.jcmd",
          "jdk.jfr",
          "jdk.localedata",
          "jdk.management",
          "jdk.management.agent",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.nio.mapmode",
          "jdk.security.auth",
          "jdk.unsupported",
          "jdk.zipfs");

  private RuntimeLayer() {}

  static Layer require(BuildCache cache) {
    InputHash hash = new InputHash().add(System.getProperty("java.vm.version")).addAll(MODULES);
    return Layer.require(cache, "java", hash, RuntimeLayer::write);
  }

  private static void write(LayerWriter layer) throws IOException {
    Path work = Files.createTempDirectory("weir-runtime");
    try {
      Path runtime = work.resolve("java");
      Command.of(Path.of(System.getProperty("java.home"), "bin", "jlink").toString())
          .and("--strip-debug", "--no-header-files", "--no-man-pages", "--compress", "zip-6")
          .and("--add-modules", String.join(",", MODULES), "--output", runtime.toString())
          .run("link a Java runtime");
      layer.tree(runtime, HOME);
    } finally {
      Command.of("rm", "-rf", work.toString()).run("delete " + work);
    }
  }
}
