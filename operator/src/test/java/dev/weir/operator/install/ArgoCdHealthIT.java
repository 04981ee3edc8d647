package dev.weir.operator.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.local.Preconditions;
import dev.weir.e2e.cluster.process.Command;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the example's script makes of recorded resources, in the interpreter that Argo CD has. The
 * first line of each says what is expected.
 */
class ArgoCdHealthIT {
  private static final Path RECORDED = Path.of("src/test/resources/argocd");
  private static final Path EXAMPLE = Path.of("../examples/kubernetes/argocd/health.yaml");
  private static final String EXPECT = "# expect: ";

  @TempDir static Path folder;
  private static Path lua;

  @BeforeAll
  static void build() {
    List<String> missing = Preconditions.missingForPrograms("lua");
    assumeTrue(missing.isEmpty(), () -> "NOT TESTED: this machine lacks " + missing);
    lua =
        new ClusterBinaries(
                BuildCache.ofUser(),
                Path.of(System.getProperty("weir.root")).resolve("e2e/cluster"),
                new Progress(System.out))
            .lua();
  }

  static List<Path> recorded() throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void shouldTellArgoCdHowItIs(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).startsWith(EXPECT);
    Path program =
        Files.writeString(
            folder.resolve("health.lua"),
            """
            local obj = %s
            local function check(obj)
            %s
            end
            local health = check(obj)
            print(health.status .. " " .. health.message)
            """
                .formatted(literal(Serialization.unmarshal(text, JsonNode.class)), script()));

    String printed = Command.of(lua.toString(), program.toString()).run("run the script");

    assertThat(printed.strip())
        .isEqualTo(text.lines().findFirst().orElseThrow().substring(EXPECT.length()));
  }

  private static String script() throws IOException {
    JsonNode settings = Serialization.unmarshal(Files.readString(EXAMPLE), JsonNode.class);
    String customizations = settings.path("data").path("resource.customizations").asText();
    return Serialization.unmarshal(customizations, JsonNode.class)
        .path("weir.dev/*")
        .path("health.lua")
        .asText();
  }

  /** The value as Lua writes it. */
  private static String literal(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(entry -> "[\"" + entry.getKey() + "\"] = " + literal(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(ArgoCdHealthIT::literal)
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.isNull() ? "nil" : value.toString();
  }
}
