/** Statements that are not queries: DDL, DML, SHOW. */
@NullMarked
package dev.weir.engine.command;

import org.jspecify.annotations.NullMarked;
