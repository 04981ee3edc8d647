package dev.weir.meta.rest;

import java.util.Map;

/**
 * What the Iceberg REST catalog answers.
 *
 * @param status HTTP status
 * @param headers without the content type, which is JSON when there is a body
 * @param body empty when there is none
 */
public record RestResponse(int status, Map<String, String> headers, byte[] body) {}
