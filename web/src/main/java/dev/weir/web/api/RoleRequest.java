package dev.weir.web.api;

import java.util.List;

/**
 * What a role is to be, whole.
 *
 * @param members principals
 * @param grants what they may do
 */
public record RoleRequest(List<String> members, List<RoleGrant> grants) {}
