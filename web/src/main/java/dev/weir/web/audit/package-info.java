/** The record of what people did. */
@NullMarked
package dev.weir.web.audit;

import org.jspecify.annotations.NullMarked;
