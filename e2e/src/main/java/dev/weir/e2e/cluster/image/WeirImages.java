package dev.weir.e2e.cluster.image;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.build.InputHash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The images of Weir itself, from what the build has made, and of what it runs beside itself. */
public final class WeirImages {
  /** The data plane. */
  public static final String SERVER = "weir.dev/weir:test";

  /** The operator. */
  public static final String OPERATOR = "weir.dev/operator:test";

  /** Managed object stores. */
  public static final String MINIO = "weir.dev/e2e/minio:1";

  /** Managed metadata databases. */
  public static final String POSTGRES = "weir.dev/e2e/postgres:18";

  private static final String APP = "opt/weir/app";

  /** Where {@code weir-server} has the JVM look for native libraries. */
  private static final String NATIVE = "opt/weir/lib";

  private static final String POSTGRES_ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final int MODE_BITS = 0777;

  private final Path clone;
  private final ClusterBinaries binaries;
  private final BaseImages base;

  /**
   * @param clone whose modules {@code local} and {@code operator} are built
   */
  public WeirImages(Path clone, ClusterBinaries binaries) {
    this.clone = clone;
    this.binaries = binaries;
    this.base = new BaseImages(binaries);
  }

  /** All of them. */
  public List<Image> all() {
    return List.of(server(), operator(), minio(), postgres());
  }

  /** The program of every pod of the data plane. */
  public Image server() {
    Path start = clone.resolve("local").resolve("src/main/image/weir-server");
    Image image =
        application(SERVER, "local")
            .over(
                SERVER,
                Layer.require(
                    binaries.cache(),
                    "weir-server",
                    new InputHash().add("755").addFile(start),
                    writer ->
                        writer.file(
                            "opt/weir/bin/weir-server",
                            LayerWriter.PROGRAM_MODE,
                            Files.readAllBytes(start))));
    Image complete = image.startedBy("/opt/weir/bin/weir-server");
    return complete.over(SERVER, StartupCacheLayer.require(binaries, complete));
  }

  /** The operator. */
  public Image operator() {
    return application(OPERATOR, "operator")
        .startedBy(
            "java",
            "-XX:+UseSerialGC",
            "-XX:MaxRAMPercentage=50",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dsun.net.inetaddr.ttl=5",
            "-Dsun.net.inetaddr.negative.ttl=1",
            "-Dquarkus.http.host=0.0.0.0",
            "-jar",
            "/" + APP + "/quarkus-run.jar");
  }

  /** Libraries lie below the application, which changes more often. */
  private Image application(String reference, String module) {
    Path app = clone.resolve(module).resolve("target").resolve("quarkus-app");
    Path libraries = app.resolve("lib");
    if (!Files.isDirectory(libraries)) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "module " + module + " is not built",
          "Build it first: ./mvnw package -DskipTests -pl " + module + " -am");
    }
    Layer below =
        Layer.require(
            binaries.cache(),
            module + "-libraries",
            new InputHash().add(NATIVE).addFolder(libraries),
            writer ->
                new NativeLibraries(System.getProperty("os.arch"))
                    .write(libraries, writer, APP + "/lib", NATIVE));
    InputHash hash = new InputHash();
    List<String> parts = List.of("app", "quarkus");
    parts.forEach(part -> hash.addFolder(app.resolve(part)));
    Layer above =
        Layer.require(
            binaries.cache(),
            module,
            hash.addFile(app.resolve("quarkus-run.jar")),
            writer -> {
              for (String part : parts) {
                writer.tree(app.resolve(part), APP + "/" + part);
              }
              writer.copy(app.resolve("quarkus-run.jar"), APP + "/quarkus-run.jar");
            });
    return base.java().over(reference, below).over(reference, above);
  }

  /** The object store, with the arguments that its own image takes. */
  public Image minio() {
    Path program = binaries.minio();
    Layer layer =
        Layer.require(
            binaries.cache(),
            "minio",
            new InputHash().add(program.getParent().getFileName().toString()),
            writer -> writer.copy(program, "usr/bin/minio"));
    return base.java().over(MINIO, layer).startedBy("/usr/bin/minio");
  }

  /** The database, with the variables of its official image. */
  public Image postgres() {
    byte[] script = resource("postgres.sh");
    Layer layer =
        Layer.require(
            binaries.cache(),
            "postgres",
            new InputHash().add("18.4.0").add(new String(script, StandardCharsets.UTF_8)),
            writer -> {
              unpackPostgres(writer);
              writer.file("opt/postgres/start", LayerWriter.PROGRAM_MODE, script);
            });
    return base.java().over(POSTGRES, layer).startedBy("/opt/postgres/start");
  }

  private static void unpackPostgres(LayerWriter layer) throws IOException {
    try (TarArchiveInputStream packed =
        new TarArchiveInputStream(
            new XZInputStream(
                new BufferedInputStream(
                    Objects.requireNonNull(
                        WeirImages.class.getResourceAsStream(POSTGRES_ARCHIVE)))))) {
      for (TarArchiveEntry entry = packed.getNextEntry();
          entry != null;
          entry = packed.getNextEntry()) {
        String path = "opt/postgres/" + entry.getName().replaceAll("^[./]+", "");
        if (entry.isSymbolicLink()) {
          layer.link(path, entry.getLinkName());
        } else if (!entry.isDirectory()) {
          layer.file(path, entry.getMode() & MODE_BITS, entry.getSize(), packed);
        }
      }
    }
  }

  private static byte[] resource(String name) {
    try (InputStream content = WeirImages.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(content, name).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
