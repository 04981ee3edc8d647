/** The object store in a folder of this machine. */
@NullMarked
package dev.weir.storage.folder;

import org.jspecify.annotations.NullMarked;
