package dev.weir.crds.validation;

/** Paths of fields as they are written in messages: {@code spec.charts[2].type}. */
public final class Paths {

  private Paths() {}

  public static String field(String path, String name) {
    String step = name.matches("[A-Za-z0-9_-]+") ? name : "[\"" + name + "\"]";
    return path.isEmpty() || step.startsWith("[") ? path + step : path + "." + step;
  }

  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
