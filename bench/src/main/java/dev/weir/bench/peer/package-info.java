/** What Weir is measured against. */
@NullMarked
package dev.weir.bench.peer;

import org.jspecify.annotations.NullMarked;
