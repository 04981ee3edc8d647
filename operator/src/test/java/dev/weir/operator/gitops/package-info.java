/** Flux's kustomize-controller, run for a test, and the Git repository that it reads. */
@NullMarked
package dev.weir.operator.gitops;

import org.jspecify.annotations.NullMarked;
