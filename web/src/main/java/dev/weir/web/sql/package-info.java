/** Text of SQL that web writes itself. Names are quoted here; values are always parameters. */
@NullMarked
package dev.weir.web.sql;

import org.jspecify.annotations.NullMarked;
