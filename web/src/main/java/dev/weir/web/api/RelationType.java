package dev.weir.web.api;

/** What a name in the catalog stands for. */
public enum RelationType {
  TABLE,
  VIEW
}
