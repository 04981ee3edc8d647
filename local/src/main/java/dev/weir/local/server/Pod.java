package dev.weir.local.server;

import dev.weir.local.role.ProcessParts;

/**
 * What a pod has started. A type of its own, so that the container does not take it for the parts
 * of every role.
 */
record Pod(ProcessParts parts) {}
