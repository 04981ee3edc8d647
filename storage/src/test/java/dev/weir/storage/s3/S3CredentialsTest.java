package dev.weir.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.WeirException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3CredentialsTest {
  @TempDir Path secret;

  @Test
  void shouldReadAMountedSecretAgainWhenItIsReplaced() throws Exception {
    // Given
    write("one", "first");
    AtomicLong now = new AtomicLong();
    S3Credentials.MountedSecret source = new S3Credentials.MountedSecret(secret, now::get);
    assertThat(source.fetch().secretKey()).isEqualTo("first");

    // When
    write("one", "second");

    // Then
    assertThat(source.fetch().secretKey()).isEqualTo("first");
    now.addAndGet(S3Credentials.FILES_FRESH_NANOS + 1);
    assertThat(source.fetch().secretKey()).isEqualTo("second");
  }

  @Test
  void shouldTakeASessionTokenWhereThereIsOne() {
    Map<String, String> environment =
        Map.of("X_ACCESS_KEY_ID", "a", "X_SECRET_ACCESS_KEY", "s", "X_SESSION_TOKEN", "t");

    assertThat(S3Credentials.open("env:X", environment).fetch().sessionToken()).isEqualTo("t");
  }

  @Test
  void shouldNameWhatIsMissingAndShowNothing() throws Exception {
    assertThatThrownBy(() -> S3Credentials.open("file:" + secret, Map.of()))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("access-key-id");
    write("one", "hidden");
    assertThat(S3Credentials.open("file:" + secret, Map.of()).toString()).doesNotContain("hidden");
    assertThat(
            S3Credentials.open(
                    "env:X", Map.of("X_ACCESS_KEY_ID", "a", "X_SECRET_ACCESS_KEY", "hidden"))
                .toString())
        .doesNotContain("hidden");
  }

  private void write(String accessKey, String secretKey) throws Exception {
    Files.writeString(secret.resolve("access-key-id"), accessKey);
    Files.writeString(secret.resolve("secret-access-key"), secretKey);
  }
}
