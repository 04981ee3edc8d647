package dev.weir.contracts.query;

import java.util.List;

/**
 * Who asks: the authenticated principal of a request, as meta knows it.
 *
 * @param tenant name of the tenant
 * @param principal unique in the tenant
 * @param displayName for people
 * @param roles names of roles, sorted
 * @param admin has every privilege whatever the roles
 */
public record Caller(
    String tenant, String principal, String displayName, List<String> roles, boolean admin) {}
