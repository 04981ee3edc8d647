package dev.weir.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoragePropertiesTest {
  private static final StorageConfig.S3 BUCKET =
      new StorageConfig.S3(
          "https://s3.example:9000",
          "eu-1",
          "ware",
          "a/b",
          false,
          "file:/keys",
          1,
          2,
          3,
          5 * 1024 * 1024);

  @Test
  void shouldReadBackEverySetting() {
    StorageConfig folder = StorageConfig.folder("/data/warehouse");
    StorageConfig bucket = StorageConfig.s3(BUCKET);

    assertThat(StorageProperties.parse(StorageProperties.format(folder))).isEqualTo(folder);
    assertThat(StorageProperties.parse(StorageProperties.format(bucket))).isEqualTo(bucket);
  }

  @Test
  void shouldHaveDefaults() {
    Map<String, String> fewest =
        Map.of(
            "weir.storage.kind", "s3",
            "weir.storage.endpoint", "http://localhost:9000",
            "weir.storage.bucket", "ware",
            "warehouse", "belongs to Iceberg");

    assertThat(StorageProperties.parse(fewest).s3())
        .isEqualTo(
            StorageConfig.S3.of("http://localhost:9000", "us-east-1", "ware", "", true, "env:AWS"));
  }

  @Test
  void shouldListEveryWrongProperty() {
    assertInvalid(
        () ->
            StorageProperties.parse(
                Map.of(
                    "weir.storage.kind", "s3",
                    "weir.storage.bukket", "ware",
                    "weir.storage.path-style", "yes",
                    "weir.storage.attempts-max", "many")),
        "weir.storage.bukket is unknown",
        "weir.storage.bucket is missing",
        "weir.storage.endpoint is missing",
        "weir.storage.path-style is 'yes'",
        "weir.storage.attempts-max is 'many'");
    assertInvalid(() -> StorageProperties.parse(Map.of()), "weir.storage.kind is ''");
  }

  @Test
  void shouldListEveryWrongSetting() {
    assertInvalid(
        () ->
            ObjectStores.open(
                StorageConfig.s3(
                    new StorageConfig.S3(
                        "localhost", "", "Bucket_", "/x", true, "plain:secret", 0, 0, 0, 1))),
        "endpoint",
        "region",
        "bucket",
        "prefix",
        "credentials-ref",
        "connect-timeout-millis",
        "request-timeout-millis",
        "attempts-max",
        "part-bytes");
    assertInvalid(() -> ObjectStores.open(StorageConfig.folder("relative")), "absolute");
    assertInvalid(
        () -> ObjectStores.open(new StorageConfig(StorageConfig.Kind.FOLDER, "/data", BUCKET)),
        "s3 is set");
    assertInvalid(
        () -> ObjectStores.open(new StorageConfig(StorageConfig.Kind.S3, "/data", null)),
        "folder is set",
        "s3 is missing");
  }

  @Test
  void shouldSayThatAFolderCannotBeUsed(@TempDir Path scratch) throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "not a folder");

    assertThatThrownBy(() -> ObjectStores.open(StorageConfig.folder(file.toString())))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DATA_FOLDER_UNUSABLE));
  }

  private static void assertInvalid(ThrowingCallable call, String... problems) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(failure.getMessage()).contains(problems);
            });
  }
}
