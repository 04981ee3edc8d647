package dev.weir.operator.membership;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is to be done so that the group consists of the pods with the lowest ordinals. A pod is made
 * before it is taken in, and taken out before it goes. Pure.
 *
 * @param replicas pods that there should be now
 * @param founded whether the group exists
 * @param members ordinals that the group is to be changed to; empty: leave it alone
 * @param settled whether the group is what is wanted
 * @param message the same for people
 */
public record MembershipPlan(
    int replicas, boolean founded, List<Integer> members, boolean settled, String message) {

  /**
   * The next step.
   *
   * @param wanted members, 1, 3 or 5
   * @param present pods that the StatefulSet asks for now; 0: there is none yet
   * @param foundedBefore whether the group was seen at any time before
   * @param answers by ordinal, of the pods that answered
   */
  public static MembershipPlan of(
      int wanted, int present, boolean foundedBefore, Map<Integer, MemberAnswer> answers) {
    Optional<MemberAnswer> group =
        answers.values().stream()
            .filter(answer -> !answer.leader().isEmpty())
            .max(Comparator.comparingLong(MemberAnswer::term));
    int atLeast = Math.max(wanted, present);
    if (group.isEmpty()) {
      return foundedBefore
          ? waiting(atLeast, true, "no pod of the catalog knows a leader")
          : waiting(wanted, false, "the first pod of the catalog has not founded its group yet");
    }
    List<Integer> ordinals = IntStream.range(0, wanted).boxed().toList();
    List<Integer> silent = ordinals.stream().filter(i -> !answers.containsKey(i)).toList();
    if (!silent.isEmpty()) {
      return waiting(atLeast, true, "pods of the catalog do not answer: " + silent);
    }
    Set<String> ids = ordinals.stream().map(i -> answers.get(i).id()).collect(Collectors.toSet());
    if (ids.equals(group.get().peers())) {
      return new MembershipPlan(wanted, true, List.of(), true, wanted + " members");
    }
    return new MembershipPlan(atLeast, true, ordinals, false, change(ids, group.get().peers()));
  }

  private static MembershipPlan waiting(int replicas, boolean founded, String message) {
    return new MembershipPlan(replicas, founded, List.of(), false, message);
  }

  private static String change(Set<String> wanted, Set<String> present) {
    Set<String> coming = new HashSet<>(wanted);
    coming.removeAll(present);
    Set<String> leaving = new HashSet<>(present);
    leaving.removeAll(wanted);
    return "the catalog's group takes in "
        + coming.size()
        + " members and lets "
        + leaving.size()
        + " go";
  }
}
