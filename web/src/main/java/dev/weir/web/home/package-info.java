/** Home page, favourites and search. */
@NullMarked
package dev.weir.web.home;

import org.jspecify.annotations.NullMarked;
