package dev.weir.local.role;

import dev.weir.contracts.config.MetaConfig.Peer;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.part.TlsFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pod, by the names of {@link PodEnvironment}. What is missing is collected, so
 * that {@link #check} can name all of it at once. For one thread.
 */
public final class PodVariables {
  private static final String TOKEN = "token";

  private final Map<String, String> environment;
  private final Path root;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param environment names and values
   * @param root of the paths of {@link PodEnvironment}: {@code /} but in tests
   */
  public PodVariables(Map<String, String> environment, Path root) {
    this.environment = Map.copyOf(environment);
    this.root = root;
  }

  /**
   * @throws WeirException INVALID_CONFIGURATION with everything that was missed until now
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "the pod lacks settings: " + String.join("; ", problems),
          "The operator gives them; without it, set these variables and mount these files.");
    }
  }

  String required(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      problems.add(name + " is not set");
    }
    return value;
  }

  String optional(String name, String otherwise) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  private boolean flag(String name, boolean otherwise) {
    String value = optional(name, Boolean.toString(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      problems.add(name + " is not true or false: " + value);
    }
    return Boolean.parseBoolean(value);
  }

  long number(String name, long otherwise) {
    String value = optional(name, Long.toString(otherwise));
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      problems.add(name + " is not a number: " + value);
      return otherwise;
    }
  }

  /**
   * Bytes for the SQL engine: what is set, else a share of what the pod may use, or of the machine
   * where nothing limits it.
   */
  long sqlMemory(int percent) {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return number(PodEnvironment.SQL_MEMORY, system.getTotalMemorySize() * percent / 100);
  }

  /** {@code host:port}. */
  Peer member(String id) {
    String address = required(PodEnvironment.META_MEMBER);
    int colon = address.lastIndexOf(':');
    try {
      return new Peer(
          id,
          address.substring(0, Math.max(0, colon)),
          Integer.parseInt(address.substring(colon + 1)));
    } catch (NumberFormatException e) {
      problems.add(PodEnvironment.META_MEMBER + " is not HOST:PORT: " + address);
      return new Peer(id, "", 0);
    }
  }

  /** The first administrator's token. */
  String adminToken() {
    return secret(PodEnvironment.ADMIN_FOLDER);
  }

  /** The secret of {@link #partToken}. */
  String partSecret() {
    return secret(PodEnvironment.PARTS_FOLDER);
  }

  /** What the parts prove themselves with. */
  PartToken partToken() {
    String token = partSecret();
    // One that nobody knows, until the check says that it is missing.
    return PartToken.of(token.isEmpty() ? UUID.randomUUID().toString() : token);
  }

  /** TLS between parts; null: plaintext, as without an operator. Nothing in between. */
  @Nullable PartTls tls() {
    Path folder = tlsFolder();
    if (folder == null) {
      return null;
    }
    try {
      return new PartTls(TlsFolder.open(folder));
    } catch (WeirException e) {
      problems.add(e.getMessage());
      return null; // of no use to anybody: the check fails
    }
  }

  /** Where {@link #tls} finds certificates; null: there is no TLS. */
  @Nullable Path tlsFolder() {
    String wanted = optional(PodEnvironment.TLS, "");
    if (wanted.isEmpty()) {
      return null;
    }
    if (!wanted.equals(PodEnvironment.TLS_REQUIRED)) {
      problems.add(PodEnvironment.TLS + " is not '" + PodEnvironment.TLS_REQUIRED + "': " + wanted);
    }
    return folder(PodEnvironment.TLS_FOLDER);
  }

  private String secret(String folder) {
    String text = file(folder, TOKEN);
    if (text.isEmpty()) {
      problems.add("there is no token in " + folder + "/" + TOKEN);
    }
    return text;
  }

  /** The file's text without white space around it; empty when it is not there. */
  String file(String folder, String name) {
    Path file = folder(folder).resolve(name);
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      problems.add(file + " cannot be read: " + e.getMessage());
      return "";
    }
  }

  /** The file; null when it is not there. */
  @Nullable Path path(String folder, String name) {
    Path file = folder(folder).resolve(name);
    return Files.exists(file) ? file : null;
  }

  private Path folder(String path) {
    return root.resolve(path.substring(1));
  }

  StorageConfig storage() {
    return StorageConfig.s3(
        StorageConfig.S3.of(
            required(PodEnvironment.STORAGE_ENDPOINT),
            optional(PodEnvironment.STORAGE_REGION, "us-east-1"),
            required(PodEnvironment.STORAGE_BUCKET),
            optional(PodEnvironment.STORAGE_PREFIX, ""),
            flag(PodEnvironment.STORAGE_PATH_STYLE, true),
            "file:" + folder(PodEnvironment.STORAGE_FOLDER)));
  }
}
