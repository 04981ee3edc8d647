package dev.weir.crds;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;

/**
 * A custom resource of Weir. All are namespaced.
 *
 * @param <S> its specification
 * @param <T> its status
 */
public abstract class WeirResource<S, T extends WeirStatus> extends CustomResource<S, T>
    implements Namespaced {

  /** Its namespace, {@link ApiGroup#DEFAULT_NAMESPACE} when it names none. */
  public String namespaceOrDefault() {
    String namespace = getMetadata().getNamespace();
    return namespace == null || namespace.isBlank() ? ApiGroup.DEFAULT_NAMESPACE : namespace;
  }

  /** Kind, namespace and name as a person writes them: {@code Table default/flights}. */
  public String label() {
    return getKind() + " " + namespaceOrDefault() + "/" + getMetadata().getName();
  }
}
