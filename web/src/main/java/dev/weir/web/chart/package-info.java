/** What charts need of the rows they draw. */
@NullMarked
package dev.weir.web.chart;

import org.jspecify.annotations.NullMarked;
