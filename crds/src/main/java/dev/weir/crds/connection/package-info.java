/** The kind Connection. */
@NullMarked
package dev.weir.crds.connection;

import org.jspecify.annotations.NullMarked;
