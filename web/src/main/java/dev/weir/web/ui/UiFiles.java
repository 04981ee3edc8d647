package dev.weir.web.ui;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the app, read from the class path once and kept. Beside {@code x.js} there may be
 * {@code x.js.br} and {@code x.js.gz}, made by the build, which are preferred. A path that is no
 * file is a route of the app and answers with its page. Thread-safe.
 */
public final class UiFiles {
  private static final String PAGE = "/index.html";
  private static final String HASHED_FOLDER = "/assets/";
  private static final long FILES_MAX = 1_000;
  private static final Pattern SAFE_PATH = Pattern.compile("(/[A-Za-z0-9_@][A-Za-z0-9._@-]*)+");
  private static final List<Variant> VARIANTS =
      List.of(new Variant("br", ".br"), new Variant("gzip", ".gz"));
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("js", "text/javascript;charset=utf-8"),
          Map.entry("mjs", "text/javascript;charset=utf-8"),
          Map.entry("css", "text/css;charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain;charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json"));

  private final ClassLoader loader;
  private final String folder;
  private final Cache<String, Optional<UiFile>> files =
      Caffeine.newBuilder().maximumSize(FILES_MAX).build();

  /**
   * @param folder of the class path, no slash at the end
   */
  public UiFiles(ClassLoader loader, String folder) {
    this.loader = loader;
    this.folder = folder;
  }

  private record Variant(String encoding, String suffix) {}

  /**
   * What a GET of {@code path} answers.
   *
   * @param path normalised, begins with a slash
   * @param acceptEncoding the header; empty when there is none
   * @param wantsPage the browser navigates, so anything but a file is a route
   * @return none when it is neither file nor route, or the app is not packaged
   */
  public Optional<UiFile> find(String path, String acceptEncoding, boolean wantsPage) {
    Optional<UiFile> file = path.equals("/") ? Optional.empty() : load(path, acceptEncoding);
    if (file.isPresent()) {
      return file;
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean route = !path.startsWith(HASHED_FOLDER) && (wantsPage || last.indexOf('.') < 0);
    return route ? load(PAGE, acceptEncoding) : Optional.empty();
  }

  private Optional<UiFile> load(String path, String acceptEncoding) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    String type = TYPES.get(extension);
    if (type == null || !SAFE_PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    String accepted = acceptEncoding.toLowerCase(Locale.ROOT);
    for (Variant variant : VARIANTS) {
      if (accepts(accepted, variant.encoding())) {
        Optional<UiFile> found = load(path, type, variant);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return load(path, type, null);
  }

  private Optional<UiFile> load(String path, String type, @Nullable Variant variant) {
    String resource = folder + path + (variant == null ? "" : variant.suffix());
    Optional<UiFile> known = files.getIfPresent(resource);
    if (known != null) {
      return known;
    }
    Optional<UiFile> read =
        read(resource)
            .map(
                bytes ->
                    new UiFile(
                        bytes,
                        type,
                        variant == null ? null : variant.encoding(),
                        entityTag(bytes),
                        path.startsWith(HASHED_FOLDER),
                        path.equals(PAGE)));
    files.put(resource, read);
    return read;
  }

  private Optional<byte[]> read(String resource) {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the header names the encoding without refusing it by {@code q=0}. */
  private static boolean accepts(String header, String encoding) {
    for (String part : header.split(",", -1)) {
      String[] pieces = part.strip().split(";", 2);
      if (pieces[0].strip().equals(encoding)) {
        return pieces.length == 1 || !pieces[1].strip().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static String entityTag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
