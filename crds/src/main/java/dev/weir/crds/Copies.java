package dev.weir.crds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unchangeable copies in which null means empty, for the constructors of specification records. */
public final class Copies {

  private Copies() {}

  /** A copy in the same order; empty for null. Null elements fail. */
  public static <T> List<T> of(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** A copy that keeps the order of the keys, so that what is written back reads as it was. */
  public static <V> Map<String, V> of(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** {@code value}, or {@code otherwise} for null. */
  public static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
