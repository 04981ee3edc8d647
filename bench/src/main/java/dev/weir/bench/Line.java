package dev.weir.bench;

/**
 * One line of the report.
 *
 * @param what is measured
 * @param measured Weir's value, with its unit
 * @param peer what it is measured against, with its value; empty when there is no peer
 * @param ratio Weir to the peer; empty as {@code peer}
 * @param target what was aimed at; empty for a line that only informs
 * @param verdict whether it was reached
 */
public record Line(
    String what, String measured, String peer, String ratio, String target, Verdict verdict) {

  /** Whether a target was reached. */
  public enum Verdict {
    MET,
    MISSED,
    NO_TARGET,
    NOT_MEASURED
  }

  /** A line that only informs. */
  public static Line info(String what, String measured) {
    return new Line(what, measured, "", "", "", Verdict.NO_TARGET);
  }

  /** A value without a peer against a target. */
  public static Line absolute(String what, String measured, String target, boolean met) {
    return new Line(what, measured, "", "", target, met ? Verdict.MET : Verdict.MISSED);
  }

  /** A figure that this machine cannot give. */
  public static Line notMeasured(String what, String why) {
    return new Line(what, "NOT MEASURED: " + why, "", "", "", Verdict.NOT_MEASURED);
  }
}
