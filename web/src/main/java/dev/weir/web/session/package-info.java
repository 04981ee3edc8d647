/** Browser sessions. */
@NullMarked
package dev.weir.web.session;

import org.jspecify.annotations.NullMarked;
