package dev.weir.e2e.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A process that was started here: its id and the moment of its start. Linux uses ids again, so an
 * id alone could be somebody else's process; the two together are one process until the machine is
 * started again.
 *
 * @param name what it runs, unique in its cluster
 * @param pid process id in the host's PID namespace
 * @param startTicks clock ticks between the machine's start and the process's, as the kernel counts
 */
public record ProcessRecord(String name, long pid, long startTicks) {
  private static final int STATE = 0;
  private static final int START_TIME = 19;

  /** Describes a process that has just been started. */
  static ProcessRecord of(String name, long pid) {
    return new ProcessRecord(name, pid, startTicksOf(pid).orElse(-1));
  }

  static ProcessRecord parse(String name, String written) {
    String[] numbers = written.strip().split(" ", 2);
    return new ProcessRecord(name, Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  String written() {
    return pid + " " + startTicks;
  }

  /** Whether this very process runs; one that has ended and waits for its parent does not. */
  public boolean isRunning() {
    OptionalLong ticks = startTicksOf(pid);
    return ticks.isPresent() && ticks.getAsLong() == startTicks;
  }

  /** Kills it, when it is still the same process. */
  public void kill() {
    if (isRunning()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static OptionalLong startTicksOf(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The second field is the program's name in parentheses and may hold blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z")
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(fields[START_TIME]));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }
}
