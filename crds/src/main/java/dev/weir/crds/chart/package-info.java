/** What a chart shows and how, shared by dashboards and notebooks. */
@NullMarked
package dev.weir.crds.chart;

import org.jspecify.annotations.NullMarked;
