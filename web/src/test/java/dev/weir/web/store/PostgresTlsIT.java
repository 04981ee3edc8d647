package dev.weir.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.ResultSet;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that proves itself by an authority that nobody else knows. */
class PostgresTlsIT {
  private static final String PASSWORD = "of-the-key-store";

  @TempDir static Path folder;
  private static Path authority;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws Exception {
    KeyStore keys = newKeys("server");
    Path key = folder.resolve("server.key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] secret = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(key, pem("PRIVATE KEY", secret));
    authority = certificate(keys, "server");
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", authority.toString())
            .setServerConfig("ssl_key_file", key.toString())
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** Signed by itself, and good for loopback. */
  private static KeyStore newKeys(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).as(new String(made.getInputStream().readAllBytes())).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static Path certificate(KeyStore keys, String name)
      throws IOException, GeneralSecurityException {
    return Files.writeString(
        folder.resolve(name + ".crt"), pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content));
  }

  private static DatabaseConfig config(Path authorities) {
    return new DatabaseConfig(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
        "postgres",
        "any",
        authorities,
        2);
  }

  @Test
  void shouldSpeakTlsWithWhoProvesItself() {
    try (MetadataDatabase database = MetadataDatabase.open(config(authority))) {
      boolean secure =
          database.transact(
              connection -> {
                try (ResultSet row =
                    connection
                        .createStatement()
                        .executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
                  return row.next() && row.getBoolean(1);
                }
              });
      assertThat(secure).isTrue();
    }
  }

  @Test
  void shouldNotSpeakWithWhoProvesItselfByAnother() throws Exception {
    Path another = certificate(newKeys("another"), "another");

    assertThatThrownBy(() -> MetadataDatabase.open(config(another)))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void shouldSayWhereItDoesNotKnowHow() {
    assertThatThrownBy(
            () ->
                MetadataDatabase.open(
                    new DatabaseConfig("jdbc:h2:mem:x", null, null, authority, 1)))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(e.hint()).contains("ca.crt");
            });
  }
}
