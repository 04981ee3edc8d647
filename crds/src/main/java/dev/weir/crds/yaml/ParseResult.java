package dev.weir.crds.yaml;

import dev.weir.crds.validation.Problem;
import java.util.List;

/**
 * What a text holds.
 *
 * @param resources the documents without problems, in order
 * @param problems of all others
 */
public record ParseResult(List<ParsedResource> resources, List<Problem> problems) {

  public ParseResult {
    resources = List.copyOf(resources);
    problems = List.copyOf(problems);
  }
}
