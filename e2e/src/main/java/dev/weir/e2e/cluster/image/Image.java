package dev.weir.e2e.cluster.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A container image: what it is called, its layers from the lowest to the highest, and how its
 * process starts. Immutable.
 *
 * @param reference {@code HOST/NAME:TAG}, as pods name it
 * @param layers from the lowest to the highest
 * @param entrypoint program and arguments; empty when the pod has to name them
 * @param environment variables of the process
 * @param user {@code UID:GID} of the process
 */
public record Image(
    String reference,
    List<Layer> layers,
    List<String> entrypoint,
    Map<String, String> environment,
    String user) {
  /** A user without rights, as restricted pod security demands. */
  public static final String UNPRIVILEGED = "10001:10001";

  public Image {
    layers = List.copyOf(layers);
    entrypoint = List.copyOf(entrypoint);
    environment = Map.copyOf(environment);
  }

  /** An image of one layer. */
  public static Image of(String reference, Layer layer) {
    return new Image(reference, List.of(layer), List.of(), Map.of(), UNPRIVILEGED);
  }

  /** Another image with one more layer on top of this one's. */
  public Image over(String newReference, Layer layer) {
    List<Layer> all = new ArrayList<>(layers);
    all.add(layer);
    return new Image(newReference, all, entrypoint, environment, user);
  }

  /** The same under another name. */
  public Image named(String newReference) {
    return new Image(newReference, layers, entrypoint, environment, user);
  }

  /** The same with another entry point. */
  public Image startedBy(String... words) {
    return new Image(reference, layers, List.of(words), environment, user);
  }

  /** The same with one more variable. */
  public Image with(String variable, String value) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put(variable, value);
    return new Image(reference, layers, entrypoint, all, user);
  }
}
