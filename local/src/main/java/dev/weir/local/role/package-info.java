/** What a process starts, by its role: everything on a laptop, one part in a pod. */
@NullMarked
package dev.weir.local.role;

import org.jspecify.annotations.NullMarked;
