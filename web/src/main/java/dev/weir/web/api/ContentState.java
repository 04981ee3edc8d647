package dev.weir.web.api;

/** How an object stands, for lists. */
public enum ContentState {
  /** It works. */
  READY,
  /** It is stored and something in it fails now; the message says what. */
  FAILING
}
