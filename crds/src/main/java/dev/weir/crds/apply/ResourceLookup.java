package dev.weir.crds.apply;

import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import java.util.Optional;

/** Finds the resources that another one names: in the API server, or in the laptop's store. */
@FunctionalInterface
public interface ResourceLookup {

  /** The resource as it is stored, with its status. */
  Optional<? extends WeirResource<?, ?>> find(Kind kind, String namespace, String name);
}
