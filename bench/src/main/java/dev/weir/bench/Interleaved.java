package dev.weir.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures contenders in turns, each round in the other order, so that what disturbs the machine
 * disturbs all of them.
 */
public final class Interleaved {
  private Interleaved() {}

  /** What is timed. */
  public interface Contender {
    void run() throws Exception;
  }

  /**
   * Runs all contenders in every round.
   *
   * @param warmups rounds that are not counted
   * @param rounds rounds that are
   * @return samples in the order of {@code contenders}
   */
  public static List<Samples> measure(int warmups, int rounds, List<Contender> contenders)
      throws Exception {
    long[][] nanos = new long[contenders.size()][rounds];
    for (int round = -warmups; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        int turn = round % 2 == 0 ? i : contenders.size() - 1 - i;
        long started = System.nanoTime();
        contenders.get(turn).run();
        long took = System.nanoTime() - started;
        if (round >= 0) {
          nanos[turn][round] = took;
        }
      }
    }
    List<Samples> samples = new ArrayList<>();
    for (long[] of : nanos) {
      samples.add(Samples.of(of));
    }
    return samples;
  }
}
