package dev.weir.crds.table;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a source of rows is. */
public sealed interface LoadLocation {

  /** Somewhere else than in the warehouse's store: it has to be brought and sent. */
  sealed interface Outside extends LoadLocation {}

  /**
   * A file beside the resource; only the laptop can see it.
   *
   * @param path relative to the folder of the file that holds the resource, never outside of it
   */
  record LocalFile(String path) implements Outside {}

  /**
   * A file of a pinned npm package.
   *
   * @param packageName with its scope, {@code @scope/name}
   * @param version exact
   * @param path inside the package
   */
  record NpmFile(String packageName, String version, String path) implements Outside {}

  /**
   * An object of the warehouse's object store.
   *
   * @param key below the store's root, without a leading slash
   */
  record BucketObject(String key) implements LoadLocation {}

  /**
   * Reads {@code npm:PACKAGE@VERSION/PATH}, {@code bucket:KEY} or a relative path.
   *
   * @throws WeirException BAD_REQUEST when it is none of them
   */
  static LoadLocation parse(String source) {
    if (source.startsWith("npm:")) {
      Matcher npm =
          Pattern.compile(
                  "npm:((?:@[a-z0-9._~-]+/)?[a-z0-9._~-]+)@([0-9]+\\.[0-9]+\\.[0-9]+[0-9A-Za-z.+-]*)/(.+)")
              .matcher(source);
      if (!npm.matches()) {
        throw bad(source, "write npm:PACKAGE@VERSION/PATH with an exact version");
      }
      return new NpmFile(npm.group(1), npm.group(2), inside(source, npm.group(3)));
    }
    if (source.startsWith("bucket:")) {
      return new BucketObject(inside(source, source.substring("bucket:".length())));
    }
    if (source.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      throw bad(source, "known are npm:PACKAGE@VERSION/PATH, bucket:KEY and relative paths");
    }
    return new LocalFile(inside(source, source));
  }

  private static String inside(String source, String path) {
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        throw bad(source, "a path cannot lead outside with ..");
      }
    }
    if (path.isEmpty() || path.startsWith("/") || path.indexOf('\\') >= 0) {
      throw bad(source, "write a relative path with forward slashes");
    }
    return path;
  }

  private static WeirException bad(String source, String hint) {
    return new WeirException(
        ErrorCode.BAD_REQUEST, "\"" + source + "\" is not a place to load from", hint);
  }
}
