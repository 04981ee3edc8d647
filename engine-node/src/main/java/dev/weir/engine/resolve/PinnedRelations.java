package dev.weir.engine.resolve;

import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedView;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one query's names were found to mean, for somebody who runs it later or elsewhere: whatever
 * was committed since, it reads what was pinned. Immutable.
 */
public final class PinnedRelations implements RelationSource {
  private final Map<RelationName, Relation> relations = new LinkedHashMap<>();

  /** Answers with {@code relations}, and knows nothing else. */
  public PinnedRelations(List<Relation> relations) {
    for (Relation relation : relations) {
      this.relations.put(RelationName.of(relation.getName()).folded(), relation);
    }
  }

  /** What is to be known of {@code resolution} to come to it again. */
  public static List<Relation> of(Resolution resolution) {
    Map<RelationName, Relation> pinned = new LinkedHashMap<>();
    for (ResolvedRelation relation : resolution.relations().values()) {
      pinned.putIfAbsent(relation.name(), message(relation));
    }
    return List.copyOf(pinned.values());
  }

  private static Relation message(ResolvedRelation relation) {
    Relation.Builder message =
        Relation.newBuilder().setName(relation.name().toProto()).setPolicy(relation.policy());
    switch (relation) {
      case ResolvedTable table ->
          message
              .setKind(RelationKind.TABLE)
              .setUuid(table.metadata().uuid())
              .setMetadataLocation(table.metadata().metadataFileLocation());
      case ResolvedView view ->
          message
              .setKind(RelationKind.VIEW)
              .setMetadataLocation(view.definition().metadataLocation());
    }
    return message.build();
  }

  @Override
  public ResolveResponse resolve(Caller caller, Collection<RelationName> names) {
    ResolveResponse.Builder response = ResolveResponse.newBuilder();
    for (RelationName name : names) {
      Relation known = relations.get(name.folded());
      response.addRelations(
          known == null ? Relation.newBuilder().setName(name.toProto()).build() : known);
    }
    return response.build();
  }

  @Override
  public ListRelationsResponse listRelations(Caller caller) {
    return ListRelationsResponse.newBuilder().addAllRelations(relations.values()).build();
  }
}
