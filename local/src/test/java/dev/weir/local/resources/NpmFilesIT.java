package dev.weir.local.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpmFilesIT {
  @TempDir Path cache;

  @Test
  void shouldFetchAFileOnceAndSayWhenThePackageLacksIt() throws Exception {
    NpmFiles files = new NpmFiles(cache);

    Path first = files.fetch("npm:is-number@7.0.0/package.json");

    assertThat(Files.readString(first)).contains("\"is-number\"");
    assertThat(files.fetch("npm:is-number@7.0.0/package.json")).isEqualTo(first);
    assertThatThrownBy(() -> files.fetch("npm:is-number@7.0.0/data/none.csv"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT_FILE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm:is-number/package.json",
        "npm:is-number@^7.0.0/package.json",
        "npm:is-number@7.0.0/../../etc/passwd",
        "npm:is-number@7.0.0;touch x/package.json",
        "npm:../is-number@7.0.0/package.json"
      })
  void shouldRefuseWhatIsNotAnExactFileOfAPackage(String source) {
    assertThatThrownBy(() -> new NpmFiles(cache).fetch(source))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }
}
