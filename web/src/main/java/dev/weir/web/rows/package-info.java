/** Rows of results on their way to a browser. */
@NullMarked
package dev.weir.web.rows;

import org.jspecify.annotations.NullMarked;
