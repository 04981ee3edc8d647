package dev.weir.local.server;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.apply.TableFiller;
import dev.weir.crds.apply.WeirApi;
import dev.weir.local.resources.LaptopReconciler;
import dev.weir.local.resources.LaptopResources;
import dev.weir.local.resources.NpmFiles;
import dev.weir.local.resources.ProcessResources;
import dev.weir.local.resources.ResourceStore;
import dev.weir.local.resources.SourceFiles;
import dev.weir.local.role.PodTraining;
import dev.weir.local.role.Role;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens on a laptop when HTTP is open, which is after the parts: the resources, which use
 * HTTP.
 */
@Singleton
public class LocalStart {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStart.class);
  private static final String HTTPS = "https://127.0.0.1:" + PodEnvironment.HTTPS_PORT;
  private static final Duration API_PATIENCE = Duration.ofMinutes(5);

  private final LocalConfig config;
  private final Instance<LocalNode> laptop;
  private final Instance<LaptopResources> resources;
  private final String version;
  private volatile @Nullable LaptopResources started;

  LocalStart(
      LocalConfig config,
      Instance<LocalNode> laptop,
      Instance<LaptopResources> resources,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.config = config;
    this.laptop = laptop;
    this.resources = resources;
    this.version = version;
  }

  void onHttp(@ObservesAsync HttpServerStart event) {
    if (Role.of(config.role()) != Role.ALL) {
      // A pod is found by its Service, and resources are in the API server.
      return;
    }
    LocalNode node = laptop.get();
    int port = event.options().getPort();
    node.announce(port);
    if (config.training()) {
      Quarkus.asyncExit(train("http://127.0.0.1:" + port, node) ? 0 : 1);
    } else {
      LaptopResources all = resources.get();
      started = all;
      all.start();
    }
  }

  /** Before HTTP, which it uses, is closed. */
  void onStop(@Observes ShutdownEvent event) {
    LaptopResources all = started;
    if (all != null) {
      all.close();
    }
  }

  private boolean train(String url, LocalNode node) {
    if (!new TrainingRun(url, node.adminToken()).run()) {
      return false;
    }
    try {
      if (config.trainingBucket().isPresent()) {
        new PodTraining(
                config.trainingBucket().get(),
                config.data().resolve("pods"),
                config.trainingTls().map(tls -> HTTPS).orElse(url),
                node.adminToken(),
                config.trainingTls().orElse(null))
            .run(version);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("training of the parts is incomplete", e);
      return false;
    }
  }

  @Produces
  @Singleton
  static LaptopResources resources(
      LocalConfig config,
      LocalNode node,
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    URI base = URI.create("http://127.0.0.1:" + port);
    ResourceStore store = new ResourceStore(node.folder().resources());
    WeirApi api = new WeirApi(base, node::adminToken, API_PATIENCE);
    TableFiller filler =
        new TableFiller(new SourceFiles(new NpmFiles(NpmFiles.defaultCache())), api);
    ProcessResources process =
        new ProcessResources(version, base.toString(), "grpc://127.0.0.1:" + node.flightPort());
    return new LaptopResources(
        store, new LaptopReconciler(api, store, filler, process), watched(config));
  }

  static void stop(@Disposes LaptopResources resources) {
    resources.close();
  }

  private static List<Path> watched(LocalConfig config) {
    return config.apply().stream()
        .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator, -1)))
        .map(Path::of)
        .toList();
  }
}
