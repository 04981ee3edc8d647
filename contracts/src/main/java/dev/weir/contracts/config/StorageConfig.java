package dev.weir.contracts.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a warehouse keeps its objects. Never holds a secret, only where it is found. Checked as a
 * whole when the store is opened.
 *
 * @param kind folder or bucket
 * @param folder absolute path; only with {@link Kind#FOLDER}
 * @param s3 only with {@link Kind#S3}
 */
public record StorageConfig(Kind kind, @Nullable String folder, @Nullable S3 s3) {

  /** The kinds of store. */
  public enum Kind {
    FOLDER,
    S3
  }

  /**
   * A bucket that speaks the S3 protocol.
   *
   * @param endpoint URL with scheme and, where it is not the scheme's, port
   * @param region name that requests are signed for; {@code us-east-1} where the server has none
   * @param bucket must exist
   * @param prefix folder within the bucket, without a slash at its ends; empty: the whole bucket
   * @param pathStyle whether requests name the bucket in their path; otherwise in the host's name
   * @param credentialsRef {@code env:PREFIX} for the variables {@code PREFIX_ACCESS_KEY_ID}, {@code
   *     PREFIX_SECRET_ACCESS_KEY} and, if it is set, {@code PREFIX_SESSION_TOKEN}; {@code
   *     file:FOLDER} for a folder with the files {@code access-key-id}, {@code secret-access-key}
   *     and, if there, {@code session-token}, read again when they change
   * @param connectTimeoutMillis until a connection is there
   * @param requestTimeoutMillis without a byte sent or received
   * @param attemptsMax tries of a request that may be repeated, the first one included
   * @param partBytes size of the parts of a large upload, 5 MiB to 1 GiB; an upload holds two parts
   *     in memory
   */
  public record S3(
      String endpoint,
      String region,
      String bucket,
      String prefix,
      boolean pathStyle,
      String credentialsRef,
      long connectTimeoutMillis,
      long requestTimeoutMillis,
      int attemptsMax,
      int partBytes) {
    public static final long CONNECT_TIMEOUT_MILLIS = 5_000;
    public static final long REQUEST_TIMEOUT_MILLIS = 60_000;
    public static final int ATTEMPTS_MAX = 5;
    public static final int PART_BYTES = 16 * 1024 * 1024;

    /** A bucket with the default timeouts and limits. */
    public static S3 of(
        String endpoint,
        String region,
        String bucket,
        String prefix,
        boolean pathStyle,
        String credentialsRef) {
      return new S3(
          endpoint,
          region,
          bucket,
          prefix,
          pathStyle,
          credentialsRef,
          CONNECT_TIMEOUT_MILLIS,
          REQUEST_TIMEOUT_MILLIS,
          ATTEMPTS_MAX,
          PART_BYTES);
    }
  }

  /** A folder of this machine. */
  public static StorageConfig folder(String folder) {
    return new StorageConfig(Kind.FOLDER, folder, null);
  }

  /** A bucket. */
  public static StorageConfig s3(S3 s3) {
    return new StorageConfig(Kind.S3, null, s3);
  }
}
