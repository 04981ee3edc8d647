/** Notebooks. */
@NullMarked
package dev.weir.web.notebook;

import org.jspecify.annotations.NullMarked;
