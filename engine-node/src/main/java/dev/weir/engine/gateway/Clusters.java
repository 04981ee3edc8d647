package dev.weir.engine.gateway;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The clusters whose queries a gateway takes. Thread-safe. */
public interface Clusters extends AutoCloseable {

  /**
   * The cluster that a query names.
   *
   * @param name null: the default one
   * @throws dev.weir.contracts.error.WeirException BAD_REQUEST when there is none of that name
   */
  Cluster find(@Nullable String name);

  /** Every cluster that was asked for. */
  Collection<Cluster> all();

  /** Lets as many statements run as the gateway itself takes: those that are not queries. */
  Admission commands();

  /** Threads that queries and commands of all clusters need at most, those that wait included. */
  int threadsMax();

  @Override
  void close();
}
