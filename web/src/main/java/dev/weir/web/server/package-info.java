/**
 * The HTTP door of web: REST resources, sign-in, errors and the static app. The only Quarkus here.
 */
@NullMarked
package dev.weir.web.server;

import org.jspecify.annotations.NullMarked;
