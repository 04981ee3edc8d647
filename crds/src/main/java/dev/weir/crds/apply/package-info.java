/**
 * Makes content resources true through the REST API of a warehouse: dereference, validate, build,
 * apply, status. The laptop and the operator call the same classes.
 */
@NullMarked
package dev.weir.crds.apply;

import org.jspecify.annotations.NullMarked;
