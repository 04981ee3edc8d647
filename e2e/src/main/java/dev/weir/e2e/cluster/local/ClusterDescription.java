package dev.weir.e2e.cluster.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was made for a cluster, written before it is made: whoever takes the cluster down, even
 * after a crash, needs nothing else.
 *
 * @param nodes names of the nodes; empty for a control plane alone
 * @param port of the API server on loopback
 */
record ClusterDescription(List<String> nodes, int port) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ClusterDescription read(Path file) {
    try {
      return JSON.readValue(file.toFile(), ClusterDescription.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file) {
    try {
      Files.write(file, JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
