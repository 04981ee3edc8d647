package dev.weir.storage.iceberg;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.iceberg.exceptions.RuntimeIOException;

/** All objects of a prefix, page by page. Not thread-safe. */
final class ObjectListingIterator implements Iterator<ObjectInfo> {
  private final ObjectStore store;
  private final String prefix;
  private final int pageSize;
  private List<ObjectInfo> page = List.of();
  private int next;
  private String last = "";
  private boolean complete;

  ObjectListingIterator(ObjectStore store, String prefix, int pageSize) {
    this.store = store;
    this.prefix = prefix;
    this.pageSize = pageSize;
  }

  @Override
  public boolean hasNext() {
    if (next == page.size() && !complete) {
      loadPage();
    }
    return next < page.size();
  }

  @Override
  public ObjectInfo next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ObjectInfo info = page.get(next++);
    last = info.key();
    return info;
  }

  <T> Iterator<T> map(Function<ObjectInfo, T> mapping) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ObjectListingIterator.this.hasNext();
      }

      @Override
      public T next() {
        return mapping.apply(ObjectListingIterator.this.next());
      }
    };
  }

  private void loadPage() {
    try {
      page = store.list(prefix, last, pageSize);
    } catch (IOException failure) {
      throw new RuntimeIOException(failure, "cannot list what starts with %s", prefix);
    }
    next = 0;
    complete = page.size() < pageSize;
  }
}
