package dev.weir.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Weir that this jar was built as. */
public final class WeirVersion {
  /** As in the pom, {@code 0.1.0-SNAPSHOT}. */
  public static final String CURRENT = load();

  private WeirVersion() {}

  private static String load() {
    try (InputStream in = WeirVersion.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing in the web jar");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
