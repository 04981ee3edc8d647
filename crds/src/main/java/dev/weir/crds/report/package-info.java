/** The kind Report. */
@NullMarked
package dev.weir.crds.report;

import org.jspecify.annotations.NullMarked;
