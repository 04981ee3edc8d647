package dev.weir.storage;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StorageConfig} as flat properties, as Iceberg hands them to a {@code FileIO}. Keys that
 * do not start with {@value #PREFIX} belong to others. Pure.
 */
public final class StorageProperties {
  public static final String PREFIX = "weir.storage.";
  private static final String KIND = PREFIX + "kind";
  private static final String FOLDER = PREFIX + "folder";
  private static final String ENDPOINT = PREFIX + "endpoint";
  private static final String REGION = PREFIX + "region";
  private static final String BUCKET = PREFIX + "bucket";
  private static final String KEY_PREFIX = PREFIX + "prefix";
  private static final String PATH_STYLE = PREFIX + "path-style";
  private static final String CREDENTIALS = PREFIX + "credentials-ref";
  private static final String CONNECT_TIMEOUT = PREFIX + "connect-timeout-millis";
  private static final String REQUEST_TIMEOUT = PREFIX + "request-timeout-millis";
  private static final String ATTEMPTS = PREFIX + "attempts-max";
  private static final String PART = PREFIX + "part-bytes";
  private static final List<String> KNOWN =
      List.of(
          KIND,
          FOLDER,
          ENDPOINT,
          REGION,
          BUCKET,
          KEY_PREFIX,
          PATH_STYLE,
          CREDENTIALS,
          CONNECT_TIMEOUT,
          REQUEST_TIMEOUT,
          ATTEMPTS,
          PART);

  private StorageProperties() {}

  /** The properties that {@link #parse} reads back. */
  public static Map<String, String> format(StorageConfig config) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(KIND, config.kind().name().toLowerCase(Locale.ROOT));
    if (config.folder() != null) {
      properties.put(FOLDER, config.folder());
    }
    StorageConfig.S3 s3 = config.s3();
    if (s3 != null) {
      properties.put(ENDPOINT, s3.endpoint());
      properties.put(REGION, s3.region());
      properties.put(BUCKET, s3.bucket());
      properties.put(KEY_PREFIX, s3.prefix());
      properties.put(PATH_STYLE, Boolean.toString(s3.pathStyle()));
      properties.put(CREDENTIALS, s3.credentialsRef());
      properties.put(CONNECT_TIMEOUT, Long.toString(s3.connectTimeoutMillis()));
      properties.put(REQUEST_TIMEOUT, Long.toString(s3.requestTimeoutMillis()));
      properties.put(ATTEMPTS, Integer.toString(s3.attemptsMax()));
      properties.put(PART, Integer.toString(s3.partBytes()));
    }
    return properties;
  }

  /**
   * The configuration in {@code properties}.
   *
   * @throws WeirException {@code INVALID_CONFIGURATION} with every key that is missing, unknown or
   *     wrong
   */
  public static StorageConfig parse(Map<String, String> properties) {
    List<String> problems = new ArrayList<>();
    properties.keySet().stream()
        .filter(key -> key.startsWith(PREFIX) && !KNOWN.contains(key))
        .sorted()
        .forEach(key -> problems.add(key + " is unknown"));
    String kind = properties.getOrDefault(KIND, "");
    StorageConfig config =
        switch (kind) {
          case "folder" -> StorageConfig.folder(require(properties, FOLDER, problems));
          case "s3" -> StorageConfig.s3(parseS3(properties, problems));
          default -> {
            problems.add(KIND + " is '" + kind + "', not folder or s3");
            yield null;
          }
        };
    if (config == null || !problems.isEmpty()) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "the storage settings are wrong: " + String.join("; ", problems),
          "Known settings: " + String.join(", ", KNOWN));
    }
    return config;
  }

  private static StorageConfig.S3 parseS3(Map<String, String> properties, List<String> problems) {
    return new StorageConfig.S3(
        require(properties, ENDPOINT, problems),
        properties.getOrDefault(REGION, "us-east-1"),
        require(properties, BUCKET, problems),
        properties.getOrDefault(KEY_PREFIX, ""),
        flag(properties, PATH_STYLE, true, problems),
        properties.getOrDefault(CREDENTIALS, "env:AWS"),
        number(properties, CONNECT_TIMEOUT, StorageConfig.S3.CONNECT_TIMEOUT_MILLIS, problems),
        number(properties, REQUEST_TIMEOUT, StorageConfig.S3.REQUEST_TIMEOUT_MILLIS, problems),
        (int) number(properties, ATTEMPTS, StorageConfig.S3.ATTEMPTS_MAX, problems),
        (int) number(properties, PART, StorageConfig.S3.PART_BYTES, problems));
  }

  private static String require(Map<String, String> properties, String key, List<String> problems) {
    @Nullable String value = properties.get(key);
    if (value == null || value.isBlank()) {
      problems.add(key + " is missing");
      return "";
    }
    return value;
  }

  private static boolean flag(
      Map<String, String> properties, String key, boolean absent, List<String> problems) {
    String value = properties.getOrDefault(key, Boolean.toString(absent));
    if (!value.equals("true") && !value.equals("false")) {
      problems.add(key + " is '" + value + "', not true or false");
    }
    return Boolean.parseBoolean(value);
  }

  private static long number(
      Map<String, String> properties, String key, long absent, List<String> problems) {
    @Nullable String value = properties.get(key);
    if (value == null) {
      return absent;
    }
    try {
      return Integer.parseInt(value.strip());
    } catch (NumberFormatException expected) {
      problems.add(key + " is '" + value + "', not a whole number below 2,147,483,648");
      return absent;
    }
  }
}
