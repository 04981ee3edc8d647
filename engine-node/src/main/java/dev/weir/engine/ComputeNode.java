package dev.weir.engine;

import dev.weir.contracts.config.ComputeConfig;
import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.engine.compute.ComputeDoor;
import dev.weir.engine.compute.ParsedQueries;
import dev.weir.engine.resolve.NoRelations;
import dev.weir.storage.ObjectStore;
import io.prometheus.client.CollectorRegistry;
import java.util.function.Supplier;
import org.apache.iceberg.io.FileIO;

/** A node that runs queries for gateways. */
public final class ComputeNode implements AutoCloseable {
  private final EngineParts parts;
  private final ComputeDoor door;

  private ComputeNode(EngineParts parts, ComputeDoor door) {
    this.parts = parts;
    this.door = door;
  }

  /**
   * What a node needs of its surroundings; all of it stays with the caller.
   *
   * @param store where the tables are
   * @param io the same for Iceberg
   * @param meta where the node says that it lives
   * @param token of the parts of the warehouse; asked for with every call
   * @param metrics where the node's metrics are shown
   */
  public record Surroundings(
      ObjectStore store,
      FileIO io,
      MetaServiceBlockingStub meta,
      Supplier<String> token,
      CollectorRegistry metrics) {}

  /**
   * Starts a node, which gateways find from then on. Its folders are made; what an earlier process
   * left in them is deleted.
   *
   * @throws WeirException DATA_FOLDER_UNUSABLE, PORT_IN_USE
   */
  public static ComputeNode start(
      EngineConfig config, ComputeConfig compute, Surroundings surroundings) {
    EngineParts parts =
        EngineParts.start(
            config,
            surroundings.store(),
            surroundings.io(),
            NoRelations.INSTANCE,
            surroundings.metrics());
    try {
      ParsedQueries queries =
          new ParsedQueries(parts.parser(), config.caches().statementBytesMax());
      ComputeDoor door =
          ComputeDoor.open(
              config,
              compute,
              queries::parse,
              parts.sessions(),
              parts.newRunner(),
              surroundings.meta(),
              surroundings.token());
      return new ComputeNode(parts, door);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return door.port();
  }

  /** Queries that the node has taken and not answered to the end. */
  public int running() {
    return door.running();
  }

  /**
   * Says that it takes no more queries, waits for those that run as long as it is configured,
   * leaves, and frees everything.
   */
  @Override
  public void close() {
    door.close();
    parts.close();
  }
}
