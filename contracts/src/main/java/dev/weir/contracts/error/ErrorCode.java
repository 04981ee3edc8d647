package dev.weir.contracts.error;

/**
 * Every failure that Weir reports, by a name that does not change once released. A caller decides
 * by the code, never by the text. The HTTP status is what REST doors answer with; Flight SQL and
 * gRPC doors map it to their own status.
 */
public enum ErrorCode {
  /** The statement cannot be parsed. Carries line and column. */
  SYNTAX_ERROR(400),
  /** The statement is understood and not supported. The hint names the nearest form that is. */
  STATEMENT_NOT_SUPPORTED(400),
  /** A function is unknown, or not open to SQL sessions. */
  FUNCTION_NOT_ALLOWED(400),
  /** No table or view of that name, or none that the principal may know of. */
  TABLE_NOT_FOUND(404),
  /** No column of that name in the relations of the statement. */
  COLUMN_NOT_FOUND(400),
  /** No namespace of that name. */
  NAMESPACE_NOT_FOUND(404),
  /** A namespace that still holds tables cannot be dropped. */
  NAMESPACE_NOT_EMPTY(409),
  /** What is to be created is there already. */
  ALREADY_EXISTS(409),
  /** An expression has the wrong type, or a value does not fit the type of its column. */
  TYPE_MISMATCH(400),
  /**
   * A value cannot be converted or computed: overflow, division by zero where it is an error, a bad
   * date.
   */
  VALUE_ERROR(400),
  /** A view that leads back to itself. */
  CYCLIC_VIEW(400),
  /** A table without a primary key was to be created. */
  PRIMARY_KEY_MISSING(400),
  /** A row has no value in a column of its primary key. */
  PRIMARY_KEY_NULL(400),
  /** Two rows have the same primary key. */
  PRIMARY_KEY_DUPLICATE(409),
  /** A value is missing in a column that requires one. */
  NULL_NOT_ALLOWED(400),
  /** An input file cannot be read as what it claims to be. Carries the row where that is known. */
  BAD_INPUT_FILE(400),
  /** A data file of a table is missing or damaged. */
  CORRUPT_DATA_FILE(500),
  /**
   * The request itself is malformed: a missing field, a wrong type, JSON or YAML that cannot be
   * read.
   */
  BAD_REQUEST(400),
  /** A resource's specification is well-formed and wrong. Lists every problem. */
  INVALID_RESOURCE(422),
  /** No resource of that kind and name. */
  RESOURCE_NOT_FOUND(404),
  /** The body of a request is larger than any call needs. */
  BODY_TOO_LARGE(413),
  /** The statement is longer than the limit. */
  STATEMENT_TOO_LARGE(413),
  /** More columns than a table or result may have. */
  TOO_MANY_COLUMNS(400),
  /** The result is larger than the limit for this door. */
  RESULT_TOO_LARGE(413),
  /** The query needs more memory than the node may give it, and spilling did not help. */
  OUT_OF_MEMORY(507),
  /** The disk is full: spill, cache, results or the data folder. */
  DISK_FULL(507),
  /** The queue of the cluster is full. Try again later. */
  QUEUE_FULL(503),
  /** The deadline passed while the query was queued or running. */
  DEADLINE_EXCEEDED(504),
  /** The query was cancelled by its owner or an administrator. */
  CANCELLED(499),
  /** No query of that id, or its result has expired. */
  QUERY_NOT_FOUND(404),
  /** No token, or one that is unknown, revoked or expired. */
  UNAUTHENTICATED(401),
  /** The principal has no right to do that. */
  PERMISSION_DENIED(403),
  /** Somebody else committed first. The statement had no effect and can be tried again. */
  COMMIT_CONFLICT(409),
  /** The outcome of a commit is not known: the connection broke after it was sent. */
  COMMIT_STATE_UNKNOWN(500),
  /** A part that is needed does not answer, or has no leader. */
  UNAVAILABLE(503),
  /** A port that is to be listened on is taken. */
  PORT_IN_USE(500),
  /** The data folder is in use by another process. */
  DATA_FOLDER_IN_USE(409),
  /** The data folder cannot be written, or was written by a version that this one cannot read. */
  DATA_FOLDER_UNUSABLE(500),
  /** A setting is missing or wrong. Lists every one of them. */
  INVALID_CONFIGURATION(500),
  /** A defect of Weir. The log has the details under the query id. */
  INTERNAL(500);

  private final int httpStatus;

  ErrorCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** The HTTP status that REST doors answer with. */
  public int httpStatus() {
    return httpStatus;
  }
}
