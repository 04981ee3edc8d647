package dev.weir.meta.rest;

import dev.weir.meta.catalog.CatalogListing;
import java.util.Map;
import org.apache.iceberg.exceptions.BadRequestException;

/**
 * Which page of a list was asked for. A client that sends no {@code pageToken} does not know pages
 * and is given the whole list. Pure.
 *
 * @param token empty: the first page
 * @param size names of the page
 * @param whole every page in one answer
 */
record Paging(String token, int size, boolean whole) {

  /**
   * @throws BadRequestException when {@code pageSize} is not a positive number
   */
  static Paging of(Map<String, String> query) {
    String token = query.get("pageToken");
    String size = query.get("pageSize");
    boolean whole = token == null && size == null;
    return new Paging(
        token == null ? "" : token, size == null ? CatalogListing.PAGE_MAX : parse(size), whole);
  }

  private static int parse(String size) {
    try {
      int parsed = Integer.parseInt(size);
      if (parsed > 0) {
        return Math.min(parsed, CatalogListing.PAGE_MAX);
      }
    } catch (NumberFormatException expected) {
      // Told below, as a number that is not positive.
    }
    throw new BadRequestException("pageSize must be a positive number, not %s", size);
  }
}
