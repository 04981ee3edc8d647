/** The process around the operator: start, stop, health, metrics. Only here is Quarkus known. */
@NullMarked
package dev.weir.operator.server;

import org.jspecify.annotations.NullMarked;
