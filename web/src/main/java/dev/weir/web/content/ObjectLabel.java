package dev.weir.web.content;

import dev.weir.web.api.ContentKind;

/** Objects as people read them in the audit log: {@code Dashboard default/on-time}. */
final class ObjectLabel {
  private ObjectLabel() {}

  /**
   * @param slug of an object that is there
   */
  static String of(ContentKind kind, String slug) {
    String label = kind.label();
    String name =
        switch (kind) {
          case DASHBOARD, NOTEBOOK -> Slug.parse(slug).label();
          case TABLE, COLUMN -> slug;
        };
    return Character.toUpperCase(label.charAt(0)) + label.substring(1) + " " + name;
  }
}
