package dev.weir.e2e.cluster.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the base of images from Debian's packages and this JDK, and runs what is in it. */
class BaseImagesIT {
  @TempDir Path folder;

  @BeforeEach
  void needDebian() {
    assumeTrue(
        Command.exists("apt-get") && Command.exists("dpkg-deb"),
        "NOT TESTED: images are made of Debian packages, and there is no apt-get here");
  }

  @Test
  void shouldRunJavaAndAShellFromTheJavaImageAlone() throws Exception {
    ClusterBinaries binaries =
        new ClusterBinaries(BuildCache.ofUser(), Path.of("cluster"), new Progress(System.out));
    Image java = new BaseImages(binaries).java();
    Path root = Files.createDirectory(folder.resolve("root"));
    for (Layer layer : java.layers()) {
      Command.of("tar", "--extract", "--no-same-owner", "--file", layer.tar().toString())
          .and("--directory", root.toString())
          .run("unpack a layer");
    }

    assertThat(root.resolve("lib")).isSymbolicLink();
    assertThat(root.resolve("etc/passwd")).content().contains("weir:x:10001:10001");
    assertThat(root.resolve("tmp")).isDirectory();
    assertThat(root.resolve("opt/java/lib/security/cacerts")).isNotEmptyFile();
    assertThat(root.resolve("usr/share/doc")).doesNotExist();
    // The loader is called by hand, so that nothing is taken from this machine's libraries.
    Path loader = root.resolve("lib64/ld-linux-x86-64.so.2").toRealPath();
    String libraries = root.resolve("usr/lib/x86_64-linux-gnu").toString();
    String busybox = root.resolve("usr/bin/busybox").toString();
    assertThat(
            Command.of(loader.toString(), "--library-path", libraries, busybox)
                .and("echo", "hello")
                .run("run the shell"))
        .isEqualTo("hello\n");
    assertThat(
            Command.of(root.resolve("opt/java/bin/java").toString(), "--list-modules")
                .run("run Java"))
        .contains("java.sql", "jdk.incubator.vector");
  }
}
