package dev.weir.storage.folder;

import dev.weir.storage.ObjectKeys;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of the keys under a folder, in the order of their UTF-8 bytes. A folder sorts as its
 * name with a slash behind, because that is how its keys start; folders that cannot hold a wanted
 * key are not entered. Used once, by one thread.
 */
final class FolderListing {
  private final Path root;
  private final String prefix;
  private final String startAfter;
  private final int limit;
  private final List<String> keys = new ArrayList<>();

  FolderListing(Path root, String prefix, String startAfter, int limit) {
    this.root = root;
    this.prefix = prefix;
    this.startAfter = startAfter;
    this.limit = limit;
  }

  /** At most {@code limit} keys that start with the prefix and come behind {@code startAfter}. */
  List<String> keys() throws IOException {
    String deepest = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    Path start = root.resolve(deepest);
    // What is not its own real path has a link in it, and holds no keys.
    if (ObjectKeys.canStart(prefix)
        && Files.isDirectory(start)
        && start.toRealPath().toString().equals(textOf(deepest))) {
      visit(start, deepest);
    }
    return keys;
  }

  private String textOf(String folderKey) {
    String text = root.toString().equals("/") ? "/" + folderKey : root + "/" + folderKey;
    return text.substring(0, text.length() - 1);
  }

  private void visit(Path folder, String folderKey) throws IOException {
    for (String name : sortedNames(folder, folderKey)) {
      if (keys.size() == limit) {
        return;
      }
      String key = folderKey + name;
      if (name.endsWith("/")) {
        visit(folder.resolve(name), key);
      } else {
        keys.add(key);
      }
    }
  }

  private List<String> sortedNames(Path folder, String folderKey) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          if (mayHoldWanted(folderKey + name + "/")) {
            names.add(name + "/");
          }
        } else if (isWanted(folderKey + name)
            && Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException expected) {
      return List.of(); // removed while the page was read
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
    names.sort(ObjectKeys.UTF8_ORDER);
    return names;
  }

  private boolean isWanted(String key) {
    return key.startsWith(prefix) && ObjectKeys.UTF8_ORDER.compare(key, startAfter) > 0;
  }

  private boolean mayHoldWanted(String folderKey) {
    if (folderKey.equals(ObjectKeys.RESERVED_LEVEL + "/")) {
      return false;
    }
    boolean underPrefix = folderKey.startsWith(prefix) || prefix.startsWith(folderKey);
    boolean behind =
        startAfter.startsWith(folderKey)
            || ObjectKeys.UTF8_ORDER.compare(folderKey, startAfter) > 0;
    return underPrefix && behind;
  }
}
