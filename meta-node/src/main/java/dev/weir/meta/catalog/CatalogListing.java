package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.StateView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.jspecify.annotations.Nullable;

/**
 * Lists of one tenant's names, page by page, in the order of their bytes. A page begins behind the
 * last key of the one before, so names that come and go meanwhile neither repeat nor hide others.
 * Thread-safe.
 */
public final class CatalogListing {
  /** Names of one page, whatever was asked for. */
  public static final int PAGE_MAX = 1_000;

  private static final byte[] FROM_FIRST = {};

  private final CatalogContext context;

  /** Over the context's tenant. */
  public CatalogListing(CatalogContext context) {
    this.context = context;
  }

  /**
   * @param names in order
   * @param nextToken where to go on; null: that was the last page
   */
  public record Page<T>(List<T> names, @Nullable String nextToken) {}

  /**
   * A page of the tables, or of the views, of exactly that namespace.
   *
   * @param views views rather than tables
   * @param visible which names are listed
   * @param token of the page before; empty: the first page
   * @param size names of the page, 1 to {@link #PAGE_MAX}
   * @throws NoSuchNamespaceException when the namespace is not there
   * @throws BadRequestException when the token was not made here
   */
  public Page<TableIdentifier> relations(
      Namespace namespace,
      boolean views,
      Predicate<TableIdentifier> visible,
      String token,
      int size) {
    requireNamespace(namespace);
    byte[] prefix = Keys.relationsIn(context.tenant(), List.of(namespace.levels()));
    return page(
        prefix,
        token,
        size,
        entry -> {
          TableIdentifier name = TableIdentifier.of(namespace, Keys.relationNameOf(entry.key()));
          boolean listed =
              CatalogRecords.relationOf(entry).getView() == views && visible.test(name);
          return listed ? name : null;
        });
  }

  /** A page of the namespaces directly in {@code parent}; as {@link #relations}. */
  public Page<Namespace> namespaces(
      Namespace parent, Predicate<Namespace> visible, String token, int size) {
    if (!parent.isEmpty()) {
      requireNamespace(parent);
    }
    byte[] prefix = Keys.namespacesBelow(context.tenant(), List.of(parent.levels()));
    return page(
        prefix,
        token,
        size,
        entry -> {
          List<String> levels = Keys.namespaceOf(entry.key());
          Namespace name = Namespace.of(levels.toArray(String[]::new));
          boolean direct = levels.size() == parent.length() + 1;
          return direct && visible.test(name) ? name : null;
        });
  }

  List<TableIdentifier> all(Namespace namespace, boolean views) {
    List<TableIdentifier> names = new ArrayList<>();
    String token = "";
    while (token != null) {
      Page<TableIdentifier> page = relations(namespace, views, name -> true, token, PAGE_MAX);
      names.addAll(page.names());
      token = page.nextToken();
    }
    return names;
  }

  List<Namespace> namespacesIn(Namespace parent) {
    List<Namespace> names = new ArrayList<>();
    String token = "";
    while (token != null) {
      Page<Namespace> page = namespaces(parent, name -> true, token, PAGE_MAX);
      names.addAll(page.names());
      token = page.nextToken();
    }
    return names;
  }

  private void requireNamespace(Namespace namespace) {
    if (read(view -> CatalogRecords.namespace(view, context.tenant(), namespace)) == null) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
    }
  }

  private interface Select<T> {
    @Nullable T nameOf(StateView.Entry entry);
  }

  private <T> Page<T> page(byte[] prefix, String token, int size, Select<T> select) {
    List<T> names = new ArrayList<>();
    byte[] after = decode(token, prefix);
    while (true) {
      byte[] from = after;
      List<StateView.Entry> entries = read(view -> view.scan(prefix, from, PAGE_MAX));
      for (StateView.Entry entry : entries) {
        if (names.size() == size) {
          return new Page<>(names, encode(after));
        }
        T name = select.nameOf(entry);
        if (name != null) {
          names.add(name);
        }
        after = entry.key();
      }
      if (entries.size() < PAGE_MAX) {
        return new Page<>(names, null);
      }
    }
  }

  private <T> T read(Function<StateView, T> query) {
    try {
      return context.log().read(query);
    } catch (WeirException e) {
      throw Failures.toIceberg(e);
    }
  }

  private static String encode(byte[] key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  private static byte[] decode(String token, byte[] prefix) {
    if (token.isEmpty()) {
      return FROM_FIRST;
    }
    try {
      byte[] key = Base64.getUrlDecoder().decode(token);
      if (key.length > prefix.length
          && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        return key;
      }
    } catch (IllegalArgumentException expected) {
      // Told below, as any token that was not made here.
    }
    throw new BadRequestException("The pageToken was not made by this list");
  }
}
