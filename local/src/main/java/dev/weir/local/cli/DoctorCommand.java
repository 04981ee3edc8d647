package dev.weir.local.cli;

import dev.weir.contracts.error.WeirException;
import dev.weir.local.folder.DataFolder;
import dev.weir.local.folder.ProcessRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir doctor}. */
@Command(
    name = "doctor",
    description = "Check what Weir needs on this machine, and say how to mend what is wrong.")
final class DoctorCommand implements Callable<Integer> {
  private static final long DISK_BYTES_WANTED = 2_000_000_000L;
  private static final long MEMORY_BYTES_WANTED = 2_000_000_000L;

  @Mixin Target target;

  @Option(names = "--port", defaultValue = "7400", description = "The HTTP port you mean to use.")
  int port;

  private boolean healthy = true;

  @Override
  public Integer call() throws IOException {
    DataFolder folder = target.folder();
    Optional<ProcessRecord> running = ProcessRecord.read(folder);
    report(
        "JDK",
        Runtime.version().feature() >= 25,
        "version " + Runtime.version(),
        "Install a JDK 25.");
    report(
        "app",
        Files.exists(Path.of(System.getProperty("weir.app"), "quarkus-run.jar")),
        "built",
        "Run ./weir up.");
    checkFolder(folder, running);
    long free = Files.getFileStore(nearestExisting(folder.root())).getUsableSpace();
    report(
        "disk",
        free >= DISK_BYTES_WANTED,
        Progress.bytes(free) + " free",
        "Free some space, or use --data on another disk.");
    long memory = memoryBytes();
    report(
        "memory", memory >= MEMORY_BYTES_WANTED, Progress.bytes(memory), "Weir needs about 2 GB.");
    if (running.isPresent()) {
      ProcessRecord process = running.get();
      boolean ready = ApiClient.probe(process.url() + "/health/ready") == 200;
      report(
          "server",
          ready,
          "process " + process.pid() + " at " + process.url(),
          "See " + folder.logs().resolve("weir.log"));
    } else {
      checkPort(port, "web, REST, Iceberg REST");
      checkPort(port + 10, "Flight SQL");
    }
    return healthy ? 0 : 1;
  }

  private void checkFolder(DataFolder folder, Optional<ProcessRecord> running) {
    try {
      if (Files.exists(folder.root())) {
        folder.prepare();
      }
      boolean writable = Files.isWritable(nearestExisting(folder.root()));
      String state = running.isPresent() ? ", in use by process " + running.get().pid() : "";
      report(
          "data folder",
          writable,
          folder.root() + state,
          "Give yourself the right to write there, or use --data.");
    } catch (WeirException e) {
      report("data folder", false, e.getMessage(), String.valueOf(e.hint()));
    }
  }

  private void checkPort(int number, String purpose) {
    report(
        "port " + number,
        Ports.isFree(number),
        "for " + purpose,
        "Another program has it: use ./weir up --port P.");
  }

  private void report(String what, boolean good, String detail, String remedy) {
    System.out.printf("%s %-12s %s%n", good ? "✓" : "✗", what, detail);
    if (!good) {
      System.out.printf("  %-12s → %s%n", "", remedy);
      healthy = false;
    }
  }

  private static Path nearestExisting(Path path) {
    Path candidate = path;
    while (!Files.exists(candidate) && candidate.getParent() != null) {
      candidate = candidate.getParent();
    }
    return candidate;
  }

  private static long memoryBytes() {
    var system =
        (com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system.getTotalMemorySize();
  }
}
