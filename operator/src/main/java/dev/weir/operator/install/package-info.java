/** What a cluster needs for the operator to run in it: the Helm chart without Helm. Pure. */
@NullMarked
package dev.weir.operator.install;

import org.jspecify.annotations.NullMarked;
