/** Makes the custom resources of Weir true in a Kubernetes cluster, and keeps them so. */
@NullMarked
package dev.weir.operator;

import org.jspecify.annotations.NullMarked;
