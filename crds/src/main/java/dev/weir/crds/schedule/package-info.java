/** When things run by themselves. */
@NullMarked
package dev.weir.crds.schedule;

import org.jspecify.annotations.NullMarked;
