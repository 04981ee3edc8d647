/** Hand-written stand-ins for the parts that web asks. */
@NullMarked
package dev.weir.web.testing;

import org.jspecify.annotations.NullMarked;
