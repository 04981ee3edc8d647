/** Roles of the tenant. */
@NullMarked
package dev.weir.web.role;

import org.jspecify.annotations.NullMarked;
