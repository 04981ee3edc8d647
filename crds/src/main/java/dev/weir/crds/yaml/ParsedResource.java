package dev.weir.crds.yaml;

import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import dev.weir.crds.validation.Problem;

/**
 * A resource and where it came from.
 *
 * @param kind of the resource
 * @param resource complete with defaults
 * @param place its first line
 */
public record ParsedResource(Kind kind, WeirResource<?, ?> resource, Problem.Place place) {}
