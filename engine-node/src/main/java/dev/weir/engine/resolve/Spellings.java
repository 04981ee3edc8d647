package dev.weir.engine.resolve;

import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.sql.Similarity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds relations whatever the case of their names, as the SQL engine does, though the catalog
 * tells cases apart. The list of all names is asked for only when a name is not there as written.
 * Used for one statement by one thread.
 */
final class Spellings {
  private final RelationSource meta;
  private final Caller caller;
  private final Map<RelationName, RelationName> spelled = new HashMap<>();
  private @Nullable List<RelationName> all;

  Spellings(RelationSource meta, Caller caller) {
    this.meta = meta;
    this.caller = caller;
  }

  /** What {@code names} mean, by their folded form, all at one point in the catalog's log. */
  Map<RelationName, Relation> resolve(Collection<RelationName> names) {
    Map<RelationName, Relation> answers = ask(names);
    boolean respelled = false;
    for (Map.Entry<RelationName, Relation> answer : answers.entrySet()) {
      if (answer.getValue().getKind() == RelationKind.RELATION_KIND_UNSPECIFIED
          && !spelled.containsKey(answer.getKey())) {
        for (RelationName candidate : all()) {
          if (candidate.folded().equals(answer.getKey())) {
            spelled.put(answer.getKey(), candidate);
            respelled = true;
          }
        }
      }
    }
    return respelled ? ask(names) : answers;
  }

  private Map<RelationName, Relation> ask(Collection<RelationName> names) {
    Set<RelationName> distinct = new LinkedHashSet<>();
    names.forEach(name -> distinct.add(spelled.getOrDefault(name.folded(), name)));
    List<Relation> relations = meta.resolve(caller, distinct).getRelationsList();
    Map<RelationName, Relation> answers = new LinkedHashMap<>();
    int index = 0;
    for (RelationName name : distinct) {
      Relation relation = relations.get(index++);
      // Two spellings of one name: the one that exists wins.
      answers.merge(
          name.folded(),
          relation,
          (a, b) -> a.getKind() == RelationKind.RELATION_KIND_UNSPECIFIED ? b : a);
    }
    return answers;
  }

  /** What the user may have meant, as a sentence. */
  String hint(RelationName written) {
    List<String> names = new ArrayList<>();
    for (RelationName name : all()) {
      if (name.name().equalsIgnoreCase(written.name())) {
        return "Did you mean " + name + "?";
      }
      names.add(name.toString());
    }
    String similar = Similarity.nearest(written.toString(), names);
    return similar != null
        ? "Did you mean " + similar + "?"
        : names.isEmpty()
            ? "There are no tables that you may see."
            : "SHOW TABLES lists what you may see.";
  }

  private List<RelationName> all() {
    if (all == null) {
      ListRelationsResponse response = meta.listRelations(caller);
      all =
          response.getRelationsList().stream()
              .map(relation -> RelationName.of(relation.getName()))
              .toList();
    }
    return all;
  }
}
