package dev.weir.crds.condition;

/** What is observed of a resource, in the order in which a status lists it. */
public enum ConditionType {
  /** The resource is what its specification says. The sum of all others. */
  READY("Ready"),
  /** The specification makes sense. */
  ACCEPTED("Accepted"),
  /** Every object that the specification names is there and usable. */
  RESOLVED_REFS("ResolvedRefs"),
  /** Something is being changed. kstatus waits while it is true. */
  RECONCILING("Reconciling"),
  /** Parts are there and serve, yet fewer than asked for. */
  DEGRADED("Degraded"),
  /** The cluster has no nodes because nobody asked, and wakes with the next query. */
  SUSPENDED("Suspended");

  private final String text;

  ConditionType(String text) {
    this.text = text;
  }

  /** As it is written in a status. */
  public String text() {
    return text;
  }
}
