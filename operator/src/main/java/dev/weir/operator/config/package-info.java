/** What the operator is told. */
@NullMarked
package dev.weir.operator.config;

import org.jspecify.annotations.NullMarked;
