/**
 * What the web REST API takes and answers, as JSON. Records only: the OpenAPI document, and through
 * it the browser's client, is generated from them. A component is required unless it is nullable.
 */
@NullMarked
package dev.weir.web.api;

import org.jspecify.annotations.NullMarked;
