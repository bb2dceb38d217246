/** The reports, and the results of their last runs. */
package routes.report;
