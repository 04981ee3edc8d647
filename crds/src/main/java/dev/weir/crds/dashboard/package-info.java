/** The kind Dashboard. */
@NullMarked
package dev.weir.crds.dashboard;

import org.jspecify.annotations.NullMarked;
