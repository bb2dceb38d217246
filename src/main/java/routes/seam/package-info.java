/** Where routes of the user's own take part in the pipeline. */
package routes.seam;
