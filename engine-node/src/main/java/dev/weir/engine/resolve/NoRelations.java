package dev.weir.engine.resolve;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.query.Caller;
import java.util.Collection;

/** For a node that is told with each query what its names mean, and must not find out itself. */
public enum NoRelations implements RelationSource {
  INSTANCE;

  @Override
  public ResolveResponse resolve(Caller caller, Collection<RelationName> names) {
    throw refused();
  }

  @Override
  public ListRelationsResponse listRelations(Caller caller) {
    throw refused();
  }

  private static WeirException refused() {
    return new WeirException(
        ErrorCode.INTERNAL, "a compute node was asked to resolve names by itself");
  }
}
