package dev.weir.crds.yaml;

import dev.weir.crds.validation.Problem;

/** A text that is not YAML or JSON, or beyond a limit. Nothing after the place can be read. */
final class UnreadableTextException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  UnreadableTextException(Problem problem) {
    super(problem.text());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
