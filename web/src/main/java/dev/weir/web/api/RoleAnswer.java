package dev.weir.web.api;

import java.util.List;

/**
 * A role.
 *
 * @param name unique in the tenant
 * @param members principals
 * @param grants what they may do
 */
public record RoleAnswer(String name, List<String> members, List<RoleGrant> grants) {}
