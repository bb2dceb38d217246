/** An SQL file with its front matter and parameters, and what Athena made of it. */
package routes.query;
