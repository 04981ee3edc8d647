package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.DebianPackages;
import dev.weir.e2e.cluster.process.Command;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The base of images: a C and a C++ library, and a shell with the usual small programs, from Debian
 * packages whose installation scripts are not run. Written from archive to archive, so that neither
 * root nor a mount is needed.
 */
final class DebianLayer {
  private static final DebianPackages PACKAGES =
      new DebianPackages(List.of("busybox", "libc-bin", "libstdc++6", "zlib1g", "netbase"));
  private static final String VERSION = "1";
  // As on every current Debian, these are only links into usr.
  private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib64");
  private static final List<String> NOT_NEEDED =
      List.of(
          "usr/share/doc/",
          "usr/share/man/",
          "usr/share/info/",
          "usr/share/lintian/",
          "usr/share/initramfs-tools/",
          "usr/share/bug/");
  private static final String SMALL_PROGRAMS =
      "awk cat chmod cp cut date dd df du echo env expr false find free grep gzip head hostname id ip kill"
          + " ln ls mkdir mktemp mv nc netstat nslookup od ping printf ps pwd readlink rm rmdir sed seq sh"
          + " sha256sum sleep sort stat sync tail tar tee test time top touch tr true uname uniq uptime"
          + " vi watch wc wget which whoami xargs yes";
  private static final int MODE_BITS = 07777;
  private static final int OPEN_TO_ALL = 01777;

  private DebianLayer() {}

  static Layer require(BuildCache cache) {
    return Layer.require(cache, "debian", PACKAGES.hash().add(VERSION), DebianLayer::write);
  }

  private static void write(LayerWriter layer) throws IOException {
    Path work = Files.createTempDirectory("weir-debian");
    try {
      skeleton(layer);
      Path fileSystem = work.resolve("package.tar");
      for (Path archive : PACKAGES.download(Files.createDirectory(work.resolve("downloads")))) {
        Command.of("dpkg-deb", "--fsys-tarfile", archive.toString())
            .writeTo(fileSystem, "read " + archive.getFileName());
        try (InputStream content = new BufferedInputStream(Files.newInputStream(fileSystem))) {
          append(new TarArchiveInputStream(content), layer);
        }
      }
      smallPrograms(layer);
    } finally {
      Command.of("rm", "-rf", work.toString()).run("delete " + work);
    }
  }

  /** What the installation scripts of Debian's most basic packages would have made. */
  private static void skeleton(LayerWriter layer) throws IOException {
    for (String merged : MERGED) {
      layer.folder("usr/" + merged, LayerWriter.FOLDER_MODE);
      layer.link(merged, "usr/" + merged);
    }
    for (String folder : List.of("dev", "proc", "sys", "run", "root")) {
      layer.folder(folder, LayerWriter.FOLDER_MODE);
    }
    layer.folder("tmp", OPEN_TO_ALL);
    layer.folder("var/tmp", OPEN_TO_ALL);
    text(
        layer,
        "etc/passwd",
        "root:x:0:0:root:/root:/bin/sh\nweir:x:10001:10001:Weir:/tmp:/bin/sh\n");
    text(layer, "etc/group", "root:x:0:\nweir:x:10001:\n");
    text(layer, "etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
  }

  private static void append(TarArchiveInputStream packed, LayerWriter layer) throws IOException {
    for (TarArchiveEntry entry = packed.getNextEntry();
        entry != null;
        entry = packed.getNextEntry()) {
      String path = merged(entry.getName());
      int mode = entry.getMode() & MODE_BITS;
      if (NOT_NEEDED.stream().anyMatch((path + "/")::startsWith)) {
        continue;
      }
      if (entry.isDirectory()) {
        layer.folder(path, mode);
      } else if (entry.isSymbolicLink()) {
        layer.link(path, entry.getLinkName());
      } else if (entry.isLink()) {
        layer.hardLink(path, merged(entry.getLinkName()));
      } else {
        layer.file(path, mode, entry.getSize(), packed);
      }
    }
  }

  /** The path without dots and slashes around it, below usr where Debian has merged the two. */
  static String merged(String name) {
    String path = name.replaceAll("^[./]+", "").replaceAll("/+$", "");
    String first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    return MERGED.contains(first) ? "usr/" + path : path;
  }

  /** Links for what scripts and people use; busybox acts by the name that it is called. */
  private static void smallPrograms(LayerWriter layer) throws IOException {
    for (String name : SMALL_PROGRAMS.split(" ", -1)) {
      layer.link("usr/bin/" + name, "busybox");
    }
  }

  private static void text(LayerWriter layer, String path, String content) throws IOException {
    layer.file(path, LayerWriter.FILE_MODE, content.getBytes(StandardCharsets.UTF_8));
  }
}
