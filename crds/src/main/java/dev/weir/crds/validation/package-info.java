/** Whether a resource is right by itself: its schema, the rules of the schema, and a few more. */
@NullMarked
package dev.weir.crds.validation;

import org.jspecify.annotations.NullMarked;
