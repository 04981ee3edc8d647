package dev.weir.local.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.MetaConfig.Peer;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodVariablesTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path root;

  private PodVariables variables(Map<String, String> environment) {
    return new PodVariables(environment, root);
  }

  private void mount(String folder, String name, String text) throws IOException {
    Path file = root.resolve(folder.substring(1)).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void shouldSpeakPlaintextOnlyWhereNobodyAsksForTls() {
    PodVariables without = variables(Map.of());

    assertThat(without.tls()).isNull();
    without.check();
  }

  /** Neither a folder that is not there nor a word that is not known means plaintext. */
  @Test
  void shouldNotStartWithHalfOfTls() throws IOException {
    PodVariables empty = variables(Map.of(PodEnvironment.TLS, PodEnvironment.TLS_REQUIRED));
    PodVariables misspelt = variables(Map.of(PodEnvironment.TLS, "on"));
    mount(PodEnvironment.TLS_FOLDER, "tls.crt", "no certificate");

    assertThat(empty.tls()).isNull();
    assertThat(misspelt.tls()).isNull();

    assertThatThrownBy(empty::check)
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("there is no certificate in " + root.resolve("etc/weir/tls"));
    assertThatThrownBy(misspelt::check)
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("WEIR_TLS is not 'required': on");
  }

  @Test
  void shouldTakeTheBucketIntoTheHostsNameWhereItIsTold() {
    Map<String, String> bucket =
        Map.of(
            PodEnvironment.STORAGE_ENDPOINT, "http://minio:9000",
            PodEnvironment.STORAGE_BUCKET, "tables",
            PodEnvironment.STORAGE_PATH_STYLE, "false");

    assertThat(Objects.requireNonNull(variables(bucket).storage().s3()).pathStyle()).isFalse();

    PodVariables wrong = variables(Map.of(PodEnvironment.STORAGE_PATH_STYLE, "no"));
    assertThat(wrong.storage().s3()).isNotNull();
    assertThatThrownBy(wrong::check).hasMessageContaining("WEIR_STORAGE_PATH_STYLE");
  }

  @Test
  void shouldFindAnAuthorityWhereThereIsOne() throws IOException {
    PodVariables variables = variables(Map.of());
    String folder = PodEnvironment.DATABASE_CA_FOLDER;

    assertThat(variables.path(folder, PodEnvironment.DATABASE_CA_FILE)).isNull();
    mount(folder, PodEnvironment.DATABASE_CA_FILE, "a certificate");

    assertThat(variables.path(folder, PodEnvironment.DATABASE_CA_FILE)).hasContent("a certificate");
  }

  @Test
  void shouldReadWhatTheOperatorGives() throws IOException {
    mount(PodEnvironment.ADMIN_FOLDER, "token", "weir_" + SECRET + "\n");
    mount(PodEnvironment.PARTS_FOLDER, "token", SECRET);
    PodVariables variables =
        variables(
            Map.of(
                PodEnvironment.META_MEMBER, "w-meta-0.w-meta-members.data.svc:7430",
                PodEnvironment.STORAGE_ENDPOINT, "http://minio:9000",
                PodEnvironment.STORAGE_BUCKET, "tables",
                PodEnvironment.SQL_MEMORY, "1000"));

    assertThat(variables.member("a"))
        .isEqualTo(new Peer("a", "w-meta-0.w-meta-members.data.svc", 7430));
    assertThat(variables.adminToken()).isEqualTo("weir_" + SECRET);
    assertThat(variables.partToken().isProvedBy("Bearer " + SECRET)).isTrue();
    assertThat(variables.number(PodEnvironment.SQL_MEMORY, 7)).isEqualTo(1000);
    assertThat(variables.number(PodEnvironment.CACHE_BYTES, 7)).isEqualTo(7);
    StorageConfig.S3 s3 = Objects.requireNonNull(variables.storage().s3());
    assertThat(s3.endpoint()).isEqualTo("http://minio:9000");
    assertThat(s3.region()).isEqualTo("us-east-1");
    assertThat(s3.pathStyle()).isTrue();
    assertThat(s3.prefix()).isEmpty();
    variables.check();
  }

  @Test
  void shouldNameEverythingThatIsMissingAtOnce() {
    PodVariables variables =
        variables(Map.of(PodEnvironment.SQL_MEMORY, "much", PodEnvironment.META_MEMBER, "here"));

    variables.required(PodEnvironment.DATA);
    variables.number(PodEnvironment.SQL_MEMORY, 1);
    variables.member("a");
    variables.adminToken();
    variables.partToken();
    variables.storage();

    assertThatThrownBy(variables::check)
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(e.getMessage())
                  .contains(
                      "WEIR_DATA is not set",
                      "WEIR_SQL_MEMORY is not a number: much",
                      "WEIR_META_MEMBER is not HOST:PORT: here",
                      "no token in /etc/weir/admin/token",
                      "no token in /etc/weir/parts/token",
                      "WEIR_STORAGE_ENDPOINT is not set",
                      "WEIR_STORAGE_BUCKET is not set");
            });
  }
}
