package dev.weir.crds.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.validation.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * One document before anything is known of its kind.
 *
 * @param source name of the file
 * @param number from 1, empty documents counted
 * @param tree its content
 * @param lines line of each field, by path
 */
record RawDocument(String source, int number, JsonNode tree, Map<String, Integer> lines) {

  Problem.Place place(String path) {
    return new Problem.Place(source, number, line(path));
  }

  /** The line of the field, or of the nearest that encloses it. */
  private int line(String path) {
    String at = path;
    while (true) {
      Optional<Integer> line = Optional.ofNullable(lines.get(at));
      if (line.isPresent()) {
        return line.get();
      }
      if (at.isEmpty()) {
        return 0;
      }
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      at = cut < 0 ? "" : at.substring(0, cut);
    }
  }
}
