package dev.weir.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStoreContractTest;
import dev.weir.storage.ObjectStores;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3ObjectStoreIT extends ObjectStoreContractTest {
  private static TestingS3Server server;
  private static int buckets;

  private StorageConfig.S3 config;

  @BeforeAll
  static void startServer() throws Exception {
    server = TestingS3Server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  protected ObjectStore openEmptyStore() {
    config = server.createBucket("bucket-" + ++buckets, "ware/house");
    return S3ObjectStore.open(config, TestingS3Server.ENVIRONMENT);
  }

  @Override
  protected int largeObjectBytes() {
    return 2 * 5 * 1024 * 1024 + 12_345;
  }

  /** S3Proxy 4.1 sorts by UTF-16 where S3 does by UTF-8, so no key beyond the basic plane here. */
  @Override
  public List<String> sorted() {
    return super.sorted().stream().filter(key -> !key.equals("😀")).toList();
  }

  @Test
  void shouldNameLocationsWithBucketAndPrefix() {
    assertThat(store.locationOf("a/b")).isEqualTo("s3://" + config.bucket() + "/ware/house/a/b");
    assertThat(store.keyOf("s3a://" + config.bucket() + "/ware/house/a/b")).isEqualTo("a/b");
  }

  @Test
  void shouldSeeOnlyItsPrefix() throws IOException {
    StorageConfig.S3 whole = TestingS3Server.configOf(config.endpoint(), config.bucket(), "");
    try (ObjectStore other = S3ObjectStore.open(whole, TestingS3Server.ENVIRONMENT)) {
      other.put("ware/house2/x", bytes("other"), PutCondition.NONE);
      store.put("x", bytes("own"), PutCondition.NONE);

      assertThat(store.list("", "", 10)).extracting(info -> info.key()).containsExactly("x");
      assertThat(other.list("", "", 10))
          .extracting(info -> info.key())
          .containsExactly("ware/house/x", "ware/house2/x");
    }
  }

  @Test
  void shouldUploadExactlyOneAndExactlyTwoParts() throws IOException {
    for (int parts = 1; parts <= 2; parts++) {
      byte[] content = random(parts * config.partBytes());
      Path file = Files.write(scratch.resolve("parts"), content);

      store.putFile("parts", file, PutCondition.NONE);

      assertThat(readAll("parts")).isEqualTo(content);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithTheCredentials() {
    Map<String, String> wrong =
        Map.of("TEST_ACCESS_KEY_ID", "test-access-key", "TEST_SECRET_ACCESS_KEY", "wrong-secret");
    try (ObjectStore stranger = S3ObjectStore.open(config, wrong)) {
      assertThatThrownBy(() -> stranger.list("", "", 1))
          .isInstanceOf(AccessDeniedException.class)
          .hasMessageNotContaining("wrong-secret");
      assertThat(stranger.toString()).doesNotContain("wrong-secret").contains(config.bucket());
    }
    assertThatThrownBy(() -> S3ObjectStore.open(config, Map.of()))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(failure).hasMessageContaining("TEST_ACCESS_KEY_ID");
            });
  }

  @Test
  void shouldReadCredentialsFromAMountedSecret() throws IOException {
    Files.writeString(scratch.resolve("access-key-id"), TestingS3Server.ACCESS_KEY + "\n");
    Files.writeString(scratch.resolve("secret-access-key"), TestingS3Server.SECRET_KEY + "\n");

    try (ObjectStore opened =
        ObjectStores.open(StorageConfig.s3(withCredentials("file:" + scratch)))) {
      opened.put("k", bytes("v"), PutCondition.NONE);
    }
    assertThat(store.head("k")).isPresent();
  }

  @Test
  void shouldFailAtTheStartWhenTheBucketCannotBeUsed() throws IOException {
    Files.writeString(scratch.resolve("access-key-id"), TestingS3Server.ACCESS_KEY);
    Files.writeString(scratch.resolve("secret-access-key"), TestingS3Server.SECRET_KEY);
    StorageConfig.S3 known = withCredentials("file:" + scratch);

    assertUnavailable(StorageConfig.s3(withBucket(known, "no-such-bucket")), "NoSuchBucket");
    assertUnavailable(
        StorageConfig.s3(
            new StorageConfig.S3(
                "http://127.0.0.1:1",
                known.region(),
                known.bucket(),
                "",
                true,
                known.credentialsRef(),
                500,
                500,
                2,
                known.partBytes())),
        "opening the object store");
  }

  private static void assertUnavailable(StorageConfig config, String text) {
    assertThatThrownBy(() -> ObjectStores.open(config))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(failure).hasMessageContaining(text);
            });
  }

  private StorageConfig.S3 withCredentials(String reference) {
    return new StorageConfig.S3(
        config.endpoint(),
        config.region(),
        config.bucket(),
        config.prefix(),
        true,
        reference,
        config.connectTimeoutMillis(),
        config.requestTimeoutMillis(),
        config.attemptsMax(),
        config.partBytes());
  }

  private static StorageConfig.S3 withBucket(StorageConfig.S3 config, String bucket) {
    return new StorageConfig.S3(
        config.endpoint(),
        config.region(),
        bucket,
        config.prefix(),
        true,
        config.credentialsRef(),
        config.connectTimeoutMillis(),
        config.requestTimeoutMillis(),
        config.attemptsMax(),
        config.partBytes());
  }
}
