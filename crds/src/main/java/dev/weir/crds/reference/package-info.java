/** How a resource names another object. */
@NullMarked
package dev.weir.crds.reference;

import org.jspecify.annotations.NullMarked;
