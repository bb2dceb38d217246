/** The transforms, and the curated tables that they keep up to date. */
package routes.transform;
