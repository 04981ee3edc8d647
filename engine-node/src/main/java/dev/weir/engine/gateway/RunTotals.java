package dev.weir.engine.gateway;

import dev.weir.engine.duck.RunProfile;

/**
 * What a run took.
 *
 * @param rowsRead rows of the row groups that were read
 * @param bytesRead compressed bytes of the column chunks that were read
 * @param cpuMicros of all threads of the SQL engine
 */
public record RunTotals(long rowsRead, long bytesRead, long cpuMicros) {

  static RunTotals of(RunProfile profile, long bytesRead) {
    return new RunTotals(profile.rowsScanned(), bytesRead, profile.cpuMicros());
  }
}
