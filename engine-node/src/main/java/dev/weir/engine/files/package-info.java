/** Data files of a store that is elsewhere, kept on this machine while they are used. */
@NullMarked
package dev.weir.engine.files;

import org.jspecify.annotations.NullMarked;
