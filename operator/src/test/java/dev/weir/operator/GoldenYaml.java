package dev.weir.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Objects that are built, held against files that a person reads. With {@code -Dweir.update=true}
 * the files are written instead.
 */
public final class GoldenYaml {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private GoldenYaml() {}

  /** The resource in {@code in-NAME.yaml}. */
  public static <T> T in(String folder, String name, Class<T> type) {
    return Serialization.unmarshal(
        read(FOLDER.resolve(folder).resolve("in-" + name + ".yaml")), type);
  }

  /** The objects in {@code out-NAME.yaml}. */
  public static List<HasMetadata> out(String folder, String name) {
    return java.util.Arrays.stream(read(outFile(folder, name)).split("(?m)^---\n"))
        .filter(text -> !text.isBlank())
        .map(text -> (HasMetadata) Serialization.unmarshal(text))
        .toList();
  }

  /** Fails when the objects are not those of {@code out-NAME.yaml}. */
  public static void check(String folder, String name, List<HasMetadata> objects) {
    String text = objects.stream().map(Serialization::asYaml).collect(Collectors.joining());
    Path file = outFile(folder, name);
    if (Boolean.getBoolean("weir.update")) {
      write(file, text);
    }
    assertThat(text).as("%s; written anew with -Dweir.update=true", file).isEqualTo(read(file));
  }

  private static Path outFile(String folder, String name) {
    return FOLDER.resolve(folder).resolve("out-" + name + ".yaml");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
