/** Weir as its users meet it: the launcher, the command line, the doors, started for real. */
package dev.weir.local.acceptance;
