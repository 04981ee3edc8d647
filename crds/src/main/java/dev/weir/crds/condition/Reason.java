package dev.weir.crds.condition;

/** Every reason that a condition of Weir can give. A released reason keeps its name and meaning. */
public enum Reason {
  /** It is as the specification says. */
  AS_SPECIFIED("AsSpecified"),
  /** The specification passed validation. */
  VALID("Valid"),
  /** The specification is wrong; the message lists every problem. */
  INVALID_SPEC("InvalidSpec"),
  /** Every reference was found. */
  RESOLVED("Resolved"),
  /** A named object is not there. */
  REFERENCE_NOT_FOUND("ReferenceNotFound"),
  /** A named object is there and has not caught up with its own specification. */
  REFERENCE_NOT_READY("ReferenceNotReady"),
  /** The kind is accepted and nothing acts on it in this version. */
  NOT_YET_SUPPORTED("NotYetSupported"),
  /** What is asked for cannot be done to what is there without losing data. */
  INCOMPATIBLE_CHANGE("IncompatibleChange"),
  /** A query of the resource does not run: syntax, an unknown name, a wrong type. */
  QUERY_INVALID("QueryInvalid"),
  /** Queries name tables that are not there (yet), and nothing else is wrong. */
  TABLE_NOT_FOUND("TableNotFound"),
  /** The principal that applies has no right to. */
  PERMISSION_DENIED("PermissionDenied"),
  /** A part of Weir did not answer; it is tried again. */
  UNAVAILABLE("Unavailable"),
  /** The part that was asked refused; the message is its own. */
  APPLY_FAILED("ApplyFailed"),
  /** Another change was committed at the same time; it is tried again. */
  CONFLICT("Conflict"),
  /** Data is being loaded into the table. */
  LOADING("Loading"),
  /** Data could not be loaded. */
  LOAD_FAILED("LoadFailed"),
  /** Pods are being made or are not ready. */
  PROGRESSING("Progressing"),
  /** A new version or configuration replaces the old, pod by pod. */
  ROLLING_UPDATE("RollingUpdate"),
  /** Idle for longer than `suspendAfter`. */
  IDLE("Idle"),
  /** Annotation `weir.dev/paused`: nothing is changed until it is taken away. */
  PAUSED("Paused"),
  /** `suspend: true`. */
  SUSPENDED_BY_USER("SuspendedByUser"),
  /** Some replicas are missing. */
  REPLICAS_MISSING("ReplicasMissing"),
  /** The secret that is named is missing or lacks a key. */
  SECRET_NOT_FOUND("SecretNotFound"),
  /** The object store, database or another service outside cannot be reached. */
  DEPENDENCY_UNREACHABLE("DependencyUnreachable"),
  /** The object is being deleted. */
  DELETING("Deleting");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** As it is written in a condition: CamelCase. */
  public String text() {
    return text;
  }
}
