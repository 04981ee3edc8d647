package dev.weir.storage.s3;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where the keys of a bucket are found. What is read is never logged. */
final class S3Credentials {
  /** How long the files of a mounted secret are taken to be unchanged. */
  static final long FILES_FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

  private S3Credentials() {}

  /**
   * The source that a credentials reference names.
   *
   * @throws WeirException {@code INVALID_CONFIGURATION} when it has no keys
   */
  static Provider open(String reference, Map<String, String> environment) {
    String name = reference.substring(reference.indexOf(':') + 1);
    if (reference.startsWith("env:")) {
      return new Fixed(ofEnvironment(name, environment));
    }
    Provider files = new MountedSecret(Path.of(name), System::nanoTime);
    files.fetch();
    return files;
  }

  private static Credentials ofEnvironment(String prefix, Map<String, String> environment) {
    return new Credentials(
        require(environment.get(prefix + "_ACCESS_KEY_ID"), prefix + "_ACCESS_KEY_ID"),
        require(environment.get(prefix + "_SECRET_ACCESS_KEY"), prefix + "_SECRET_ACCESS_KEY"),
        environment.get(prefix + "_SESSION_TOKEN"),
        null);
  }

  private static String require(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "the S3 credential " + name + " is missing",
          "Set it, or name another source in credentials-ref.");
    }
    return value;
  }

  private record Fixed(Credentials credentials) implements Provider {
    @Override
    public Credentials fetch() {
      return credentials;
    }

    @Override
    public String toString() {
      return "credentials of the environment";
    }
  }

  /** A folder with a file for each key, as Kubernetes mounts a secret; replaced in place. */
  static final class MountedSecret implements Provider {
    private final Path folder;
    private final LongSupplier nanoTime;
    private @Nullable Credentials latest;
    private long readNanos;

    MountedSecret(Path folder, LongSupplier nanoTime) {
      this.folder = folder;
      this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Credentials fetch() {
      long now = nanoTime.getAsLong();
      Credentials known = latest;
      if (known == null || now - readNanos > FILES_FRESH_NANOS) {
        known =
            new Credentials(
                require(read("access-key-id"), folder.resolve("access-key-id").toString()),
                require(read("secret-access-key"), folder.resolve("secret-access-key").toString()),
                read("session-token"),
                null);
        latest = known;
        readNanos = now;
      }
      return known;
    }

    @Override
    public String toString() {
      return "credentials in " + folder;
    }

    private @Nullable String read(String name) {
      try {
        return Files.readString(folder.resolve(name)).strip();
      } catch (IOException expected) {
        return null;
      }
    }
  }
}
