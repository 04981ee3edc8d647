package dev.weir.engine.gateway;

/**
 * What is asked of a cluster at one moment: what auto-scaling looks at.
 *
 * @param cluster name of the ComputeCluster
 * @param queued queries that wait, those that are held included
 * @param running queries that run
 * @param held queries that wait because the cluster has no node that takes queries
 * @param nodes that take queries
 */
public record Demand(String cluster, int queued, int running, int held, int nodes) {}
