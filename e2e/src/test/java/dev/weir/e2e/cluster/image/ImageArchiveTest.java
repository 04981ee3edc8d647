package dev.weir.e2e.cluster.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
  // Whoever changes what a layer consists of has to raise LayerWriter.FORMAT with it.
  private static final String LAYER_DIGEST =
      "b4f8da91ecef8135e3c35f685d461b8dfdfc59fa9fc8d03a7491f20e9efdfe14";

  @TempDir Path folder;

  @Test
  void shouldWriteTheSameBytesForTheSameLayer() throws IOException {
    String digest = Layer.write(folder.resolve("layer.tar"), ImageArchiveTest::content);

    assertThat(digest).isEqualTo(LAYER_DIGEST);
    assertThat(entries(folder.resolve("layer.tar")))
        .containsExactly(
            Map.entry("app/", "755"),
            Map.entry("app/run", "755"),
            Map.entry("app/data/", "755"),
            Map.entry("app/data/file", "644"),
            Map.entry("app/link", "777 -> run"));
  }

  @Test
  void shouldWriteAnArchiveThatNamesItsParts() throws IOException {
    Path archive = folder.resolve("image.tar");

    ImageArchive.write(image(), archive);

    Map<String, String> texts = texts(archive);
    String identity = ImageArchive.identity(image());
    assertThat(identity).startsWith("weir.dev/test:1@");
    String configuration = identity.substring(identity.indexOf('@') + 1) + ".json";
    assertThat(texts.keySet())
        .containsExactly(
            LAYER_DIGEST + "/", LAYER_DIGEST + "/layer.tar", configuration, "manifest.json");
    assertThat(texts)
        .containsEntry(
            "manifest.json",
            "[{\"Config\":\"%s\",\"Layers\":[\"%s/layer.tar\"],\"RepoTags\":[\"weir.dev/test:1\"]}]"
                .formatted(configuration, LAYER_DIGEST));
    assertThat(texts.get(configuration))
        .isEqualTo(new String(ImageArchive.configuration(image()), StandardCharsets.UTF_8));
  }

  @Test
  void shouldDescribeTheProcessOfAnImage() throws IOException {
    String configuration =
        new String(ImageArchive.configuration(image(), "amd64"), StandardCharsets.UTF_8);

    assertThat(configuration)
        .isEqualTo(
            "{\"architecture\":\"amd64\",\"config\":{\"Entrypoint\":[\"/app/run\",\"--fast\"],"
                + "\"Env\":[\"A=1\",\"B=2\"],\"User\":\"10001:10001\",\"WorkingDir\":\"/\"},"
                + "\"created\":\"1970-01-01T00:00:00Z\",\"os\":\"linux\","
                + "\"rootfs\":{\"diff_ids\":[\"sha256:%s\"],\"type\":\"layers\"}}"
                    .formatted(LAYER_DIGEST));
  }

  @Test
  void shouldPutLayersOverOneAnother() throws IOException {
    Layer base = new Layer(folder.resolve("base.tar"), "base");
    Layer app = new Layer(folder.resolve("app.tar"), "app");

    Image image = Image.of("weir.dev/base:1", base).with("A", "1").over("weir.dev/app:1", app);

    assertThat(image.layers()).containsExactly(base, app);
    assertThat(image.reference()).isEqualTo("weir.dev/app:1");
    assertThat(image.environment()).containsEntry("A", "1");
  }

  @Test
  void shouldReplaceLinksThatLeadOutOfATree() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "secret sauce");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("out"), outside);
    Files.writeString(tree.resolve("file"), "text");
    Files.createSymbolicLink(tree.resolve("in"), Path.of("file"));
    Path tar = folder.resolve("tree.tar");

    Layer.write(tar, writer -> writer.tree(tree, "opt/tree"));

    assertThat(entries(tar))
        .containsExactly(
            Map.entry("opt/", "755"),
            Map.entry("opt/tree/", "755"),
            Map.entry("opt/tree/file", "644"),
            Map.entry("opt/tree/in", "777 -> file"),
            Map.entry("opt/tree/out", "644"));
    assertThat(texts(tar)).containsEntry("opt/tree/out", "secret sauce");
  }

  private Image image() throws IOException {
    Path tar = folder.resolve("layer.tar");
    Layer layer = new Layer(tar, Layer.write(tar, ImageArchiveTest::content));
    return Image.of("weir.dev/test:1", layer)
        .startedBy("/app/run", "--fast")
        .with("B", "2")
        .with("A", "1");
  }

  private static void content(LayerWriter writer) throws IOException {
    Path program = Files.createTempFile("program", "");
    Files.writeString(program, "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    writer.copy(program, "app/run");
    writer.file("app/data/file", LayerWriter.FILE_MODE, "x".getBytes(StandardCharsets.UTF_8));
    writer.link("app/link", "run");
    Files.delete(program);
  }

  private static Map<String, String> entries(Path tar) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream in = open(tar)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(entry.getLongUserId()).isZero();
        assertThat(entry.getLastModifiedTime().toMillis()).isZero();
        String mode = Integer.toOctalString(entry.getMode() & 07777);
        entries.put(
            entry.getName(), entry.isSymbolicLink() ? mode + " -> " + entry.getLinkName() : mode);
      }
    }
    return entries;
  }

  private static Map<String, String> texts(Path tar) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (TarArchiveInputStream in = open(tar)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private static TarArchiveInputStream open(Path tar) throws IOException {
    return new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)));
  }
}
