package dev.weir.operator.membership;

import java.util.Set;

/**
 * What one pod of the catalog says of its group.
 *
 * @param id of the member, made with its disk
 * @param leader id of the leader that it follows; empty: none
 * @param peers ids of the members that it knows
 * @param term of the election that it knows last
 */
public record MemberAnswer(String id, String leader, Set<String> peers, long term) {
  /** A defensive copy of the set. */
  public MemberAnswer {
    peers = Set.copyOf(peers);
  }
}
