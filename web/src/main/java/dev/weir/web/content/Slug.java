package dev.weir.web.content;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.ApiGroup;
import dev.weir.crds.Patterns;
import java.util.regex.Pattern;

/**
 * The name of a dashboard or notebook in paths: {@code NAME}, or {@code NAMESPACE~NAME} outside the
 * namespace {@code default}.
 *
 * @param namespace of the resource
 * @param name of the resource
 */
public record Slug(String namespace, String name) {
  private static final char SEPARATOR = '~';
  private static final Pattern OBJECT_NAME = Pattern.compile(Patterns.OBJECT_NAME);

  /**
   * @throws WeirException RESOURCE_NOT_FOUND when no object can have that slug
   */
  public static Slug parse(String text) {
    int separator = text.indexOf(SEPARATOR);
    Slug slug =
        separator < 0
            ? new Slug(ApiGroup.DEFAULT_NAMESPACE, text)
            : new Slug(text.substring(0, separator), text.substring(separator + 1));
    if (!isObjectName(slug.namespace) || !isObjectName(slug.name) || !slug.text().equals(text)) {
      throw new WeirException(
          ErrorCode.RESOURCE_NOT_FOUND,
          "No object can be called '" + abbreviate(text) + "'.",
          "Names have lower-case letters, digits, '-' and '.'; outside the namespace 'default' write"
              + " NAMESPACE~NAME.");
    }
    return slug;
  }

  /** As it is written in a path. */
  public String text() {
    return namespace.equals(ApiGroup.DEFAULT_NAMESPACE) ? name : namespace + SEPARATOR + name;
  }

  /** As it is written in messages and origins: {@code namespace/name}. */
  public String label() {
    return namespace + "/" + name;
  }

  private static boolean isObjectName(String text) {
    return text.length() <= Patterns.OBJECT_NAME_MAX && OBJECT_NAME.matcher(text).matches();
  }

  private static String abbreviate(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
