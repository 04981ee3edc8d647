/** The metadata database: what the app itself remembers. Never a source of data for queries. */
@NullMarked
package dev.weir.web.store;

import org.jspecify.annotations.NullMarked;
