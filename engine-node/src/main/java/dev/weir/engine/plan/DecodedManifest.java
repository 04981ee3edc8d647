package dev.weir.engine.plan;

import dev.weir.storage.iceberg.TableFolder;
import java.util.List;
import org.apache.iceberg.DataFile;

/**
 * What a manifest lists, kept in memory. Immutable.
 *
 * @param files its entries
 * @param common what all their locations start with
 * @param plain whether no location has a level {@code ..} or the like
 */
record DecodedManifest(List<DataFile> files, String common, boolean plain) {

  static DecodedManifest of(List<DataFile> files) {
    String common = files.isEmpty() ? "" : files.getFirst().location();
    boolean plain = true;
    for (DataFile file : files) {
      String location = file.location();
      int same = 0;
      int most = Math.min(common.length(), location.length());
      while (same < most && common.charAt(same) == location.charAt(same)) {
        same++;
      }
      common = common.substring(0, same);
      plain &= TableFolder.isPlain(location);
    }
    return new DecodedManifest(List.copyOf(files), common, plain);
  }

  /** Whether all files are in that folder; told without a look at each. */
  boolean isWithin(String folder) {
    return files.isEmpty() || (plain && TableFolder.holds(folder, common));
  }
}
