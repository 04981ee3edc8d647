/** How failures of the meta group travel through gRPC. */
@NullMarked
package dev.weir.contracts.meta;

import org.jspecify.annotations.NullMarked;
