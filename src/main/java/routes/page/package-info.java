/** The dashboard and its HTTP API. */
package routes.page;
