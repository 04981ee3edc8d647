/** Resources as text: strict reading, canonical writing. */
@NullMarked
package dev.weir.crds.yaml;

import org.jspecify.annotations.NullMarked;
