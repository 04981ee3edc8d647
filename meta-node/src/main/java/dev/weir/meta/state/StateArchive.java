package dev.weir.meta.state;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A flat folder as one file: a magic number, then for each file its name, its length and its bytes.
 * One file, because that is what Ratis sends to a follower with a checksum over it.
 */
final class StateArchive {
  private static final int MAGIC = 0x57454952;
  private static final int BUFFER_BYTES = 1 << 16;

  private StateArchive() {}

  static void pack(Path folder, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(Files::isRegularFile).sorted().toList();
    }
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try (FileOutputStream file = new FileOutputStream(unfinished.toFile());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES))) {
      out.writeInt(MAGIC);
      out.writeInt(files.size());
      for (Path source : files) {
        out.writeUTF(source.getFileName().toString());
        out.writeLong(Files.size(source));
        Files.copy(source, out);
      }
      out.flush();
      file.getFD().sync();
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(target.toAbsolutePath().getParent());
  }

  static void unpack(Path archive, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(archive), BUFFER_BYTES))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(archive + " is not an archive of the meta state");
      }
      int files = in.readInt();
      for (int i = 0; i < files; i++) {
        Path target = folder.resolve(in.readUTF()).normalize();
        if (!folder.equals(target.getParent())) {
          throw new IOException(archive + " names a file outside its folder");
        }
        copy(in, target, in.readLong());
      }
    }
    Folders.sync(folder);
  }

  private static void copy(InputStream in, Path target, long length) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FileOutputStream file = new FileOutputStream(target.toFile());
        OutputStream out = file) {
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new IOException("the archive ends inside " + target.getFileName());
        }
        out.write(buffer, 0, read);
        left -= read;
      }
      file.getFD().sync();
    }
  }
}
