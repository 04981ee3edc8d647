/** Which data files and row groups a statement has to read. */
@NullMarked
package dev.weir.engine.plan;

import org.jspecify.annotations.NullMarked;
