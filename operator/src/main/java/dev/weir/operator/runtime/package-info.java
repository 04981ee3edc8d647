/** The operator as one thing that is started and stopped. */
@NullMarked
package dev.weir.operator.runtime;

import org.jspecify.annotations.NullMarked;
