package dev.weir.operator.gitops;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Git repository with one branch, by Git itself; nobody's own settings are read. */
public final class GitRepository {
  private static final String BRANCH = "main";

  private final Path folder;

  private GitRepository(Path folder) {
    this.folder = folder;
  }

  /** A new one in a folder that is empty. */
  public static GitRepository in(Path folder) {
    GitRepository repository = new GitRepository(folder);
    repository.git("init", "--quiet", "--initial-branch=" + BRANCH);
    return repository;
  }

  /** Puts a text into a file of the work tree. */
  public void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Takes a file of the work tree away. */
  public void delete(String path) throws IOException {
    Files.delete(folder.resolve(path));
  }

  /** Commits the work tree as it is; the branch and the commit, as Flux writes a revision. */
  public String commit(String message) {
    git("add", "--all");
    git("commit", "--quiet", "--message=" + message);
    return BRANCH + "@sha1:" + git("rev-parse", "HEAD").strip();
  }

  /** Writes the last commit as {@code .tar.gz}. */
  void archive(Path target) {
    git("archive", "--format=tar.gz", "--output=" + target, "HEAD");
  }

  private String git(String... arguments) {
    return Command.of("git")
        .and(arguments)
        .in(folder)
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .with("GIT_CONFIG_SYSTEM", "/dev/null")
        .with("GIT_AUTHOR_NAME", "Ada")
        .with("GIT_AUTHOR_EMAIL", "ada@example.com")
        .with("GIT_COMMITTER_NAME", "Ada")
        .with("GIT_COMMITTER_EMAIL", "ada@example.com")
        .run("run git " + arguments[0]);
  }
}
