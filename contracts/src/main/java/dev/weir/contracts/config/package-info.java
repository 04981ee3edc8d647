/** Settings that one part renders and another parses. */
@NullMarked
package dev.weir.contracts.config;

import org.jspecify.annotations.NullMarked;
