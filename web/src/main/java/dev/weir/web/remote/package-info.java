/** The gateway in another process, as web sees it. */
@NullMarked
package dev.weir.web.remote;

import org.jspecify.annotations.NullMarked;
