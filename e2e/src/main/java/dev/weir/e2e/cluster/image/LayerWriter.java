package dev.weir.e2e.cluster.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes the tar of a layer so that equal content makes equal bytes: everything belongs to root and
 * is from 1970. Paths are relative to the root of the container; folders above are made when they
 * are first needed. Not thread-safe.
 */
public final class LayerWriter implements AutoCloseable {
  /** Part of the hash of every layer; to be raised when the same input makes other bytes. */
  static final String FORMAT = "1";

  static final int FOLDER_MODE = 0755;
  static final int FILE_MODE = 0644;
  static final int PROGRAM_MODE = 0755;

  private final TarArchiveOutputStream tar;
  private final Set<String> written = new HashSet<>();

  LayerWriter(OutputStream out) {
    tar = new TarArchiveOutputStream(new BufferedOutputStream(out, 1 << 16), "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** Adds a folder with the mode, unless it is there already. */
  public void folder(String path, int mode) throws IOException {
    if (!path.isEmpty() && !written.contains(path)) {
      parents(path);
      put(new TarArchiveEntry(path + "/"), path, mode);
      tar.closeArchiveEntry();
    }
  }

  /** Adds a file with this content. */
  public void file(String path, int mode, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(content.length);
    parents(path);
    put(entry, path, mode);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Adds a file with the content of a stream, of which the size is known. */
  public void file(String path, int mode, long size, InputStream content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(size);
    parents(path);
    put(entry, path, mode);
    content.transferTo(tar);
    tar.closeArchiveEntry();
  }

  /** Adds a copy of a file; it may be executed if the original may. */
  public void copy(Path original, String path) throws IOException {
    int mode = Files.isExecutable(original) ? PROGRAM_MODE : FILE_MODE;
    try (InputStream content = Files.newInputStream(original)) {
      file(path, mode, Files.size(original), content);
    }
  }

  /** Adds a symbolic link. */
  public void link(String path, String target) throws IOException {
    parents(path);
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    put(entry, path, 0777);
    tar.closeArchiveEntry();
  }

  /** Adds a second name for a file that was added before. */
  void hardLink(String path, String target) throws IOException {
    parents(path);
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
    entry.setLinkName(target);
    put(entry, path, FILE_MODE);
    tar.closeArchiveEntry();
  }

  /**
   * Adds a folder and everything below it. A link that leads out of the folder is replaced by the
   * file that it leads to, since that would not be in the image.
   */
  public void tree(Path from, String path) throws IOException {
    Path root = from.toRealPath();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.sorted().toList();
    }
    for (Path file : files) {
      String inside = root.relativize(file).toString();
      String target = inside.isEmpty() ? path : path + "/" + inside;
      if (Files.isSymbolicLink(file) && file.toRealPath().startsWith(root)) {
        link(target, Files.readSymbolicLink(file).toString());
      } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        folder(target, FOLDER_MODE);
      } else {
        copy(file, target);
      }
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private void parents(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      folder(path.substring(0, slash), FOLDER_MODE);
    }
  }

  private void put(TarArchiveEntry entry, String path, int mode) throws IOException {
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    entry.setModTime(0);
    written.add(path);
    tar.putArchiveEntry(entry);
  }
}
