/**
 * The all-in-one process: wiring of the parts, and the laptop's stand-in for the Kubernetes API
 * server.
 */
@NullMarked
package dev.weir.local.server;

import org.jspecify.annotations.NullMarked;
