/** Principals, tokens, roles, and what their sum allows. */
@NullMarked
package dev.weir.meta.access;

import org.jspecify.annotations.NullMarked;
