/**
 * Container images made without Docker: layers, images of layers, and the archive that holds one.
 */
@NullMarked
package dev.weir.e2e.cluster.image;

import org.jspecify.annotations.NullMarked;
