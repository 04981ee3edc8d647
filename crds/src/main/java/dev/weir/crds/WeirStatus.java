package dev.weir.crds;

import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the status of every kind has in common. */
public interface WeirStatus {

  /** One for each type, in a fixed order. */
  List<Condition> conditions();

  /** The generation of the specification that this status is about; null before the first. */
  @Nullable Long observedGeneration();
}
