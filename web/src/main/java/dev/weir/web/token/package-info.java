/** Tokens: who may make, list and revoke which. */
@NullMarked
package dev.weir.web.token;

import org.jspecify.annotations.NullMarked;
