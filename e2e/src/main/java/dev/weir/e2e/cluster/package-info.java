/**
 * A real Kubernetes on this machine, for tests and for whoever develops Weir: control plane, nodes
 * with real pods, DNS; without Docker and without installing anything.
 */
@NullMarked
package dev.weir.e2e.cluster;

import org.jspecify.annotations.NullMarked;
