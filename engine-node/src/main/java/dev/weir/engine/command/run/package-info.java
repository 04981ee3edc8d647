/** Runs parsed statements: what there is, who may do what, and what SHOW tells. */
@NullMarked
package dev.weir.engine.command.run;

import org.jspecify.annotations.NullMarked;
