/** Parts of Weir as separate nodes over one bucket. */
package dev.weir.local.cluster;
