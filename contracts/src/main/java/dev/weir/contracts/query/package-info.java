/** The port by which web, workers and doors ask the gateway. */
@NullMarked
package dev.weir.contracts.query;

import org.jspecify.annotations.NullMarked;
