package dev.weir.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of one owner as they were last seen, by kind and name. Not thread-safe. */
public final class Observed {
  private final Map<Key, HasMetadata> objects = new LinkedHashMap<>();

  /** The objects of one namespace. */
  public static Observed of(Collection<? extends HasMetadata> objects) {
    Observed observed = new Observed();
    objects.forEach(observed::put);
    return observed;
  }

  /** The object of that kind and name. */
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return Optional.ofNullable(objects.get(new Key(HasMetadata.getKind(type), name)))
        .map(type::cast);
  }

  Optional<HasMetadata> same(HasMetadata object) {
    return Optional.ofNullable(objects.get(Key.of(object)));
  }

  void put(HasMetadata object) {
    objects.put(Key.of(object), object);
  }

  /** All of them. */
  public List<HasMetadata> all() {
    return List.copyOf(objects.values());
  }

  record Key(String kind, String name) {
    static Key of(HasMetadata object) {
      return new Key(object.getKind(), object.getMetadata().getName());
    }
  }
}
