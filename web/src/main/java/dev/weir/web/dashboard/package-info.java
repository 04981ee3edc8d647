/** Dashboards, and how a chart becomes a query and its rows an answer. */
@NullMarked
package dev.weir.web.dashboard;

import org.jspecify.annotations.NullMarked;
