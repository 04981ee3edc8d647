package dev.weir.operator.content;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_OK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.LoadLocation.NpmFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Files of packages in an npm registry, by its HTTP API: the document of a version names an archive
 * and its hash. Thread-safe.
 */
public final class NpmRegistry {
  /** Bytes of an archive, and of a file in it. */
  private static final long BYTES_MAX = 4L << 30;

  private static final int DOCUMENT_BYTES_MAX = 16 << 20;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);
  private static final String HASH = "sha512-";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI registry;
  private final Path folder;
  private final long bytesMax;

  /**
   * @param registry {@code https://registry.example.com/npm/}
   * @param folder of temporary files
   */
  public NpmRegistry(URI registry, Path folder) {
    this(registry, folder, BYTES_MAX);
  }

  /**
   * @param bytesMax of an archive, and of a file in it
   */
  NpmRegistry(URI registry, Path folder, long bytesMax) {
    this.bytesMax = bytesMax;
    String text = registry.toString();
    this.registry = text.endsWith("/") ? registry : URI.create(text + "/");
    this.folder = folder;
  }

  /**
   * A copy of the file, which the caller deletes.
   *
   * @throws WeirException BAD_INPUT_FILE when there is no such file or the archive is another than
   *     the registry says; UNAVAILABLE when the registry does not answer
   */
  Path fetch(NpmFile wanted) {
    Path archive = null;
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      JsonNode distribution = document(client, wanted).path("dist");
      archive = Files.createTempFile(folder, "npm", ".tgz");
      byte[] hash =
          download(client, registry.resolve(distribution.path("tarball").asText()), archive);
      String integrity = distribution.path("integrity").asText();
      if (!Arrays.asList(integrity.split(" ", -1))
          .contains(HASH + Base64.getEncoder().encodeToString(hash))) {
        throw bad(
            wanted,
            "has another content than the registry says, or no " + HASH + " hash",
            "Ask whoever keeps the registry.");
      }
      return extract(archive, wanted);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "Cannot fetch " + nameOf(wanted) + " from " + registry + ": " + e.getMessage(),
          "see whether the operator's pod reaches the registry; this is tried again",
          e);
    } finally {
      delete(archive);
    }
  }

  private JsonNode document(HttpClient client, NpmFile wanted) throws IOException {
    URI address =
        registry.resolve(
            URLEncoder.encode(wanted.packageName(), StandardCharsets.UTF_8).replace("%40", "@")
                + "/"
                + URLEncoder.encode(wanted.version(), StandardCharsets.UTF_8));
    HttpResponse<InputStream> answer = get(client, address);
    try (InputStream body = answer.body()) {
      if (answer.statusCode() == HTTP_NOT_FOUND) {
        throw bad(wanted, "is not in the registry", "Check load in the Table.");
      }
      byte[] text = body.readNBytes(DOCUMENT_BYTES_MAX);
      return JSON.readTree(text);
    }
  }

  /** The archive into {@code target}; its SHA-512. */
  private byte[] download(HttpClient client, URI address, Path target) throws IOException {
    HttpResponse<InputStream> answer = get(client, address);
    try (DigestInputStream body = new DigestInputStream(answer.body(), sha512())) {
      if (answer.statusCode() == HTTP_NOT_FOUND) {
        throw new IOException(address + " is not there");
      }
      Copies.bounded(body, target, bytesMax);
      return body.getMessageDigest().digest();
    }
  }

  /** What is there, or that nothing is. */
  private static HttpResponse<InputStream> get(HttpClient client, URI address) throws IOException {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != HTTP_OK && answer.statusCode() != HTTP_NOT_FOUND) {
        answer.body().close();
        throw new IOException(address + " answered " + answer.statusCode());
      }
      return answer;
    } catch (IllegalArgumentException e) {
      throw new IOException(address + " is no address of a web server", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Path extract(Path archive, NpmFile wanted) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        // Below a folder that has any name.
        String name = entry.getName();
        if (entry.isFile() && name.substring(name.indexOf('/') + 1).equals(wanted.path())) {
          String last = wanted.path().substring(wanted.path().lastIndexOf('/') + 1);
          return extract(tar, Files.createTempFile(folder, "npm", last));
        }
      }
    }
    throw bad(wanted, "has no file " + wanted.path(), "Check load in the Table.");
  }

  /** Into {@code file}, which is there only if all of it is. */
  private Path extract(InputStream content, Path file) throws IOException {
    boolean complete = false;
    try {
      Copies.bounded(content, file, bytesMax);
      complete = true;
      return file;
    } finally {
      if (!complete) {
        delete(file);
      }
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static String nameOf(NpmFile wanted) {
    return "npm package " + wanted.packageName() + "@" + wanted.version();
  }

  private static WeirException bad(NpmFile wanted, String what, String hint) {
    return new WeirException(
        ErrorCode.BAD_INPUT_FILE, "The " + nameOf(wanted) + " " + what + ".", hint);
  }
}
