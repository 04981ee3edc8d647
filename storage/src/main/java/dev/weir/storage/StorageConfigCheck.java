package dev.weir.storage;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What must hold for the settings of a store. Pure. */
final class StorageConfigCheck {
  private static final int PART_BYTES_MIN = 5 * 1024 * 1024;
  private static final int PART_BYTES_MAX = 1024 * 1024 * 1024;
  private static final int ATTEMPTS_MAX = 20;
  private static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";

  private StorageConfigCheck() {}

  /**
   * @throws WeirException {@code INVALID_CONFIGURATION} that lists every problem
   */
  static void require(StorageConfig config) {
    List<String> problems =
        switch (config.kind()) {
          case FOLDER -> folderProblems(config);
          case S3 -> s3Problems(config);
        };
    if (!problems.isEmpty()) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "the storage settings are wrong: " + String.join("; ", problems),
          "Correct them all and start again.");
    }
  }

  private static List<String> folderProblems(StorageConfig config) {
    List<String> problems = new ArrayList<>();
    if (config.s3() != null) {
      problems.add("s3 is set, but the kind is folder");
    }
    @Nullable String folder = config.folder();
    try {
      if (folder == null || !Path.of(folder).isAbsolute()) {
        problems.add("folder is not an absolute path");
      }
    } catch (InvalidPathException invalid) {
      problems.add("folder is not a path: " + invalid.getMessage());
    }
    return problems;
  }

  private static List<String> s3Problems(StorageConfig config) {
    List<String> problems = new ArrayList<>();
    if (config.folder() != null) {
      problems.add("folder is set, but the kind is s3");
    }
    StorageConfig.S3 s3 = config.s3();
    if (s3 == null) {
      problems.add("s3 is missing");
      return problems;
    }
    require(isEndpoint(s3.endpoint()), problems, "endpoint is not an http or https URL");
    require(!s3.region().isBlank(), problems, "region is empty");
    require(s3.bucket().matches(BUCKET), problems, "bucket is not a bucket name");
    require(
        s3.prefix().isEmpty() || ObjectKeys.isKey(s3.prefix()), problems, "prefix is not a key");
    require(
        s3.credentialsRef().matches("(env|file):.+"),
        problems,
        "credentials-ref is neither env:PREFIX nor file:FOLDER");
    require(s3.connectTimeoutMillis() > 0, problems, "connect-timeout-millis is not positive");
    require(s3.requestTimeoutMillis() > 0, problems, "request-timeout-millis is not positive");
    require(
        s3.attemptsMax() >= 1 && s3.attemptsMax() <= ATTEMPTS_MAX,
        problems,
        "attempts-max is not between 1 and " + ATTEMPTS_MAX);
    require(
        s3.partBytes() >= PART_BYTES_MIN && s3.partBytes() <= PART_BYTES_MAX,
        problems,
        "part-bytes is not between " + PART_BYTES_MIN + " and " + PART_BYTES_MAX);
    return problems;
  }

  private static void require(boolean holds, List<String> problems, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private static boolean isEndpoint(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && (scheme.equals("http") || scheme.equals("https"));
    } catch (IllegalArgumentException expected) {
      return false;
    }
  }
}
