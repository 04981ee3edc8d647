/** The files of the browser's app. */
@NullMarked
package dev.weir.web.ui;

import org.jspecify.annotations.NullMarked;
