/** Live sockets: who may open one, how many there may be, and what is said on them. */
@NullMarked
package dev.weir.web.live;

import org.jspecify.annotations.NullMarked;
