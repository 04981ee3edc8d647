/** The kind Notebook. */
@NullMarked
package dev.weir.crds.notebook;

import org.jspecify.annotations.NullMarked;
