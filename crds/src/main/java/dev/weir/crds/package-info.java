/**
 * The custom resources of Weir. A specification or status is a record; its constructor takes null
 * for whatever is left out and puts the default there, so that an accessor returns null only where
 * its type says {@code @Nullable}. Lists and maps are never null and cannot be changed.
 */
@NullMarked
package dev.weir.crds;

import org.jspecify.annotations.NullMarked;
