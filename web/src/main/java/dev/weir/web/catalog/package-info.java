/** What tables there are and what their metadata says. */
@NullMarked
package dev.weir.web.catalog;

import org.jspecify.annotations.NullMarked;
