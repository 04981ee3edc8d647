package dev.weir.crds.apply;

import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is special about applying one kind; {@link Applier} does the rest. Stateless. */
interface ContentKind<R extends WeirResource<?, T>, T extends WeirStatus> {

  /** What it names. Pure. */
  List<Reference> references(R resource);

  /**
   * Makes it true, and writes nothing when it is.
   *
   * @throws dev.weir.contracts.error.WeirException when that cannot be done
   */
  Outcome<T> apply(WeirApi api, R resource);

  /**
   * What {@link #apply} would say, as far as that can be known without a write. Fails as {@link
   * #apply} would. What is not overridden cannot be known before.
   */
  default Outcome<T> check(WeirApi api, R resource) {
    return Outcome.asSpecified(null, "nothing speaks against it");
  }

  /**
   * The status with what every status has. {@code facts} is null before the first success. Pure.
   */
  T status(
      R resource,
      @Nullable T facts,
      List<Condition> conditions,
      @Nullable Long generation,
      @Nullable String lastError);

  /** Undoes what deletion undoes; what happened, for a person. Fails as {@link #apply}. */
  String delete(WeirApi api, R resource);
}
