package dev.weir.local.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Makes one stored resource true. Called by one thread at a time. */
public interface ResourceReconciler {

  /**
   * One attempt.
   *
   * @param resource as it is wanted
   * @param interim told of a status in between, while something takes long
   * @return the status afterwards, its {@code Ready} condition about this generation
   */
  Result reconcile(StoredResource resource, Consumer<JsonNode> interim);

  /**
   * Undoes what the resource made, as far as its deletion policy says.
   *
   * @return what happened, for a person
   */
  String delete(StoredResource resource);

  /**
   * The end of an attempt.
   *
   * @param status replaces the stored one
   * @param retry the cause may go away by itself, so it is tried again later
   */
  record Result(JsonNode status, boolean retry) {}
}
