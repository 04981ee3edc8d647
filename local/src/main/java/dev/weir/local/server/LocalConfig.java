package dev.weir.local.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code ./weir up} tells the process, as system properties, and an operator a pod, as
 * variables of its environment.
 */
@ConfigMapping(prefix = "weir")
public interface LocalConfig {

  /** Which parts the process starts. */
  @WithDefault("all")
  String role();

  /** The data folder. */
  Path data();

  /** Files and folders of resources to apply and watch, separated as in a class path. */
  Optional<String> apply();

  /** Whether the process was started only to make the JVM's start-up cache. */
  @WithDefault("false")
  boolean training();

  /**
   * A bucket over which the parts of a cluster are trained too, as {@code
   * http://USER:SECRET@HOST:PORT/NAME}; without it, what a laptop does.
   */
  Optional<URI> trainingBucket();

  /**
   * A folder with a certificate for 127.0.0.1, over which the parts of a cluster are trained too;
   * this process then serves HTTPS on the port that pods have for it.
   */
  Optional<Path> trainingTls();

  /** The Flight SQL door. */
  Flight flight();

  /** Live sockets. */
  Live live();

  /** Live sockets. */
  interface Live {
    /** Open at once, of all users. */
    @WithDefault("1000")
    int socketsMax();

    /** Open at once of one user. */
    @WithDefault("20")
    int socketsOfUserMax();

    /** Messages of one socket that may wait for their answers. */
    @WithDefault("64")
    int messagesWaitingMax();

    /** Silence after which a client is asked for a sign of life. */
    @WithDefault("30s")
    Duration pingEvery();
  }

  /** The Flight SQL door. */
  interface Flight {
    /** Port on loopback; 0: any free one. */
    @WithDefault("7410")
    int port();
  }
}
