package dev.weir.local.role;

/**
 * Whether a part of this process does what it is for.
 *
 * @param name of the part
 * @param ready whether it does
 * @param detail for a person
 */
public record PartStatus(String name, boolean ready, String detail) {
  /** Name of the catalog. */
  public static final String META = "meta";
}
