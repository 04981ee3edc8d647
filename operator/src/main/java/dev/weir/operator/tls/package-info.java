/** Certificates: who signs them, how long they last, and how a server changes its own. */
@NullMarked
package dev.weir.operator.tls;

import org.jspecify.annotations.NullMarked;
