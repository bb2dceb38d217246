/** Rows of a market that is made up. */
package routes.simulation;
