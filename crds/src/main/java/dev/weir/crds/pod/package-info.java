/** How the pods of a part are made. */
@NullMarked
package dev.weir.crds.pod;

import org.jspecify.annotations.NullMarked;
