package dev.weir.crds.apply;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.LoadLocation;
import org.jspecify.annotations.Nullable;

/** Brings the files that Tables name to where they can be sent from. Thread-safe. */
public interface LoadFiles {

  /**
   * The file.
   *
   * @param location where it is
   * @param source the same as the Table says it
   * @param resourceFile the file that holds the resource, against which paths are read; null when
   *     there is none
   * @throws WeirException BAD_INPUT_FILE when it is not there, STATEMENT_NOT_SUPPORTED for a place
   *     that cannot be read from here, UNAVAILABLE when that may pass
   */
  FetchedFile fetch(LoadLocation.Outside location, String source, @Nullable String resourceFile);
}
