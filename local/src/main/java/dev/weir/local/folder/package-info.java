/** The data folder: layout, lock, version, admin token, running process. */
@NullMarked
package dev.weir.local.folder;

import org.jspecify.annotations.NullMarked;
