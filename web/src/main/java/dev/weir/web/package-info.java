/** The web part: REST API and content of the app. */
@NullMarked
package dev.weir.web;

import org.jspecify.annotations.NullMarked;
