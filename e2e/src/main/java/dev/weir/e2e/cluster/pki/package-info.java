/** The cluster's certificate authority, the certificates that it signs, and kubeconfig files. */
@NullMarked
package dev.weir.e2e.cluster.pki;

import org.jspecify.annotations.NullMarked;
