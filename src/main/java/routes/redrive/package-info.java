/** Dead letters, sent again. */
package routes.redrive;
