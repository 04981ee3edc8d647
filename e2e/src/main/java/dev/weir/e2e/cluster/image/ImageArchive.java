package dev.weir.e2e.cluster.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file that holds an image, in the format of {@code docker save}: every container runtime loads
 * it. The same image makes the same bytes.
 */
public final class ImageArchive {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ImageArchive() {}

  /** The image's configuration, whose digest is the image's identity. */
  static byte[] configuration(Image image) {
    return configuration(image, architecture());
  }

  static byte[] configuration(Image image, String architecture) {
    List<String> environment =
        new TreeMap<>(image.environment())
            .entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    Map<String, Object> process = new LinkedHashMap<>();
    process.put("User", image.user());
    process.put("WorkingDir", "/");
    process.put("Env", environment);
    process.put("Entrypoint", image.entrypoint());
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("architecture", architecture);
    whole.put("os", "linux");
    whole.put("created", "1970-01-01T00:00:00Z");
    whole.put("config", process);
    whole.put(
        "rootfs",
        Map.of(
            "type",
            "layers",
            "diff_ids",
            image.layers().stream().map(layer -> "sha256:" + layer.digest()).toList()));
    return json(sorted(whole));
  }

  /** Names the image and everything that it consists of. */
  public static String identity(Image image) {
    return image.reference() + "@" + digest(configuration(image));
  }

  /** Writes the image into a file. */
  public static void write(Image image, Path archive) throws IOException {
    byte[] configuration = configuration(image);
    String name = digest(configuration) + ".json";
    List<String> layers = image.layers().stream().map(ImageArchive::nameOf).toList();
    Map<String, Object> manifest =
        sorted(Map.of("Config", name, "RepoTags", List.of(image.reference()), "Layers", layers));
    try (OutputStream file = Files.newOutputStream(archive);
        LayerWriter tar = new LayerWriter(file)) {
      for (Layer layer : image.layers().stream().distinct().toList()) {
        try (InputStream content = Files.newInputStream(layer.tar())) {
          tar.file(nameOf(layer), LayerWriter.FILE_MODE, Files.size(layer.tar()), content);
        }
      }
      tar.file(name, LayerWriter.FILE_MODE, configuration);
      tar.file("manifest.json", LayerWriter.FILE_MODE, json(List.of(manifest)));
    }
  }

  private static String digest(byte[] content) {
    return HexFormat.of().formatHex(Layer.sha256().digest(content));
  }

  private static String nameOf(Layer layer) {
    return layer.digest() + "/layer.tar";
  }

  private static String architecture() {
    String arch = System.getProperty("os.arch");
    return arch.equals("aarch64") ? "arm64" : arch;
  }

  private static Map<String, Object> sorted(Map<String, Object> map) {
    Map<String, Object> sorted = new TreeMap<>(map);
    sorted.replaceAll(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            Map<String, Object> copy = new TreeMap<>();
            inner.forEach((innerKey, innerValue) -> copy.put((String) innerKey, innerValue));
            return copy;
          }
          return value;
        });
    return sorted;
  }

  private static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
