package dev.weir.web.api;

import java.util.List;

/**
 * Who is signed in.
 *
 * @param tenant name of the tenant
 * @param principal unique in the tenant
 * @param displayName for people
 * @param roles names of roles, sorted
 * @param admin has every privilege
 * @param version of Weir that answers
 */
public record SessionAnswer(
    String tenant,
    String principal,
    String displayName,
    List<String> roles,
    boolean admin,
    String version) {}
