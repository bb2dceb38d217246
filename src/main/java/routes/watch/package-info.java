/** What the pipeline says of itself: metrics, progress, alerts, readiness, a forecast. */
package routes.watch;
