package dev.weir.operator.e2e;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An npm registry that pods reach: documents and archives as files, fetched by the machine's own
 * npm.
 *
 * @param folder that is served
 * @param address of it
 */
record NpmMirror(Path folder, URI address) {

  /** Takes in one version of a package; its archive. */
  Path add(String name, String version) throws IOException {
    String wanted = name + "@" + version;
    Command.of("npm", "pack", "--silent", wanted, "--pack-destination", folder.toString())
        .run("fetch npm package " + wanted);
    String integrity =
        Command.of("npm", "view", "--silent", wanted, "dist.integrity")
            .run("ask for its hash")
            .strip();
    String archive = name + "-" + version + ".tgz";
    Files.writeString(
        Files.createDirectories(folder.resolve(name)).resolve(version),
        "{\"dist\":{\"tarball\":\"%s\",\"integrity\":\"%s\"}}"
            .formatted(address.resolve(archive), integrity));
    return folder.resolve(archive);
  }
}
