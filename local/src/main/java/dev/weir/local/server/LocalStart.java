package dev.weir.local.server;

import dev.weir.crds.apply.WeirApi;
import dev.weir.local.resources.LaptopReconciler;
import dev.weir.local.resources.LaptopResources;
import dev.weir.local.resources.LoopbackUpload;
import dev.weir.local.resources.NpmFiles;
import dev.weir.local.resources.ProcessResources;
import dev.weir.local.resources.ResourceStore;
import dev.weir.local.resources.SourceFiles;
import dev.weir.local.resources.TableFiller;
import dev.weir.local.role.Role;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What happens on a laptop when HTTP is open, which is after the parts: the resources, which use
 * HTTP.
 */
@Singleton
public class LocalStart {
  private static final Duration API_PATIENCE = Duration.ofMinutes(5);

  private final LocalConfig config;
  private final Instance<LocalNode> laptop;
  private final Instance<LaptopResources> resources;

  LocalStart(LocalConfig config, Instance<LocalNode> laptop, Instance<LaptopResources> resources) {
    this.config = config;
    this.laptop = laptop;
    this.resources = resources;
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
      boolean complete = new TrainingRun("http://127.0.0.1:" + port, node.adminToken()).run();
      Quarkus.asyncExit(complete ? 0 : 1);
    } else {
      resources.get().start();
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
        new TableFiller(
            new SourceFiles(new NpmFiles(NpmFiles.defaultCache())),
            new LoopbackUpload(api, base, node.adminToken()));
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
