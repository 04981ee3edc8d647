/** What dashboards and notebooks have in common: names, versions, rights, memory. */
@NullMarked
package dev.weir.web.content;

import org.jspecify.annotations.NullMarked;
