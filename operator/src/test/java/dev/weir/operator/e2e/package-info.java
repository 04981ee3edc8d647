/** The operator and the stack that it makes on a real Kubernetes with real pods. */
@NullMarked
package dev.weir.operator.e2e;

import org.jspecify.annotations.NullMarked;
