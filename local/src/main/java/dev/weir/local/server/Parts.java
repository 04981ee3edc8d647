package dev.weir.local.server;

import dev.weir.contracts.error.WeirException;
import dev.weir.local.role.PartStatus;
import dev.weir.local.role.ProcessParts;
import dev.weir.local.role.Role;
import dev.weir.web.WebNode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of this process, each of which is asked to do what it is for. One answer for the status
 * page and for every probe, so that they cannot disagree. Thread-safe.
 */
@Singleton
public class Parts {
  private final ProcessParts parts;
  private final @Nullable WebNode web;

  @Inject
  Parts(LocalConfig config, ProcessParts parts, Instance<WebNode> web) {
    this(parts, Role.of(config.role()).hasWeb() ? web.get() : null);
  }

  Parts(ProcessParts parts, @Nullable WebNode web) {
    this.parts = parts;
    this.web = web;
  }

  /**
   * Makes this bean, and so the parts, before HTTP is opened: the first probe would make them on an
   * event loop, which then waits for the metadata DB. A part that fails stops the start.
   */
  void onStart(@Observes StartupEvent event) {
    // The constructor has done it.
  }

  /** One entry a part. Never fails: a part that does not answer is not ready. */
  List<PartStatus> check() {
    List<PartStatus> states = new ArrayList<>(parts.check());
    if (web != null) {
      states.add(database(web));
    }
    return states;
  }

  /** Whether a part does not work without which this process can answer nobody. */
  boolean isMissed(PartStatus part) {
    boolean dispensable = parts.servesWithoutMeta() && part.name().equals(PartStatus.META);
    return !part.ready() && !dispensable;
  }

  private static PartStatus database(WebNode web) {
    try {
      return new PartStatus("metadata DB", true, web.databaseProduct());
    } catch (WeirException e) {
      return new PartStatus("metadata DB", false, e.getMessage());
    }
  }
}
