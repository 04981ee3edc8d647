package dev.weir.meta.catalog;

import dev.weir.storage.iceberg.TableFolder;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * File access for the purge of one table: it reads anything of the store and deletes only what is
 * in the table's folder, since a snapshot may name any file. Thread-safe.
 */
final class OwnFiles implements FileIO {
  private static final long serialVersionUID = 1L;

  private final FileIO io;
  private final String folder;

  /**
   * @param folder location of the table
   */
  OwnFiles(FileIO io, String folder) {
    this.io = io;
    this.folder = folder;
  }

  @Override
  public InputFile newInputFile(String path) {
    return io.newInputFile(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return io.newOutputFile(path);
  }

  @Override
  public void deleteFile(String path) {
    if (TableFolder.holds(folder, path)) {
      io.deleteFile(path);
    }
  }
}
