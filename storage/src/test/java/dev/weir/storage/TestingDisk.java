package dev.weir.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that really fills up, and whose size can be changed while it is in use. */
public final class TestingDisk implements AutoCloseable {
  private static final int PAGE_BYTES = 4096;

  private final Path folder;

  private TestingDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts a disk at {@code folder}, which is made. Where that cannot be done the test is skipped.
   */
  public static TestingDisk mount(Path folder, long bytes) throws IOException {
    Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "none", folder.toString()) == 0,
        "skipped: a small disk cannot be mounted here, that needs root on Linux");
    return new TestingDisk(folder);
  }

  /** Where it is mounted. */
  public Path folder() {
    return folder;
  }

  /** Makes the disk so small, or so large, that {@code bytes} are free. */
  public void leaveFree(long bytes) throws IOException {
    var store = Files.getFileStore(folder);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    // A size of nothing would mean no limit.
    long size = Math.max(PAGE_BYTES, used + bytes);
    if (run("mount", "-o", "remount,size=" + size, folder.toString()) != 0) {
      throw new IOException("the disk cannot be given " + size + " bytes");
    }
  }

  /** From now on nothing can be written. */
  public void makeReadOnly() throws IOException {
    if (run("mount", "-o", "remount,ro", folder.toString()) != 0) {
      throw new IOException("the disk cannot be made read-only");
    }
  }

  @Override
  public void close() throws IOException {
    if (run("umount", "--lazy", folder.toString()) != 0) {
      throw new IOException("cannot unmount " + folder);
    }
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    } catch (IOException noSuchProgram) {
      return -1;
    }
  }
}
