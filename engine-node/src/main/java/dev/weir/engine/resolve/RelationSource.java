package dev.weir.engine.resolve;

import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.query.Caller;
import java.util.Collection;

/** Who knows what names mean. Thread-safe. */
public interface RelationSource {

  /** What {@code names} mean for {@code caller}, in their order, all at one point in time. */
  ResolveResponse resolve(Caller caller, Collection<RelationName> names);

  /** Everything that {@code caller} may know of. */
  ListRelationsResponse listRelations(Caller caller);
}
