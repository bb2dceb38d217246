/** The reports, and what their last runs brought. */
package routes.report;
