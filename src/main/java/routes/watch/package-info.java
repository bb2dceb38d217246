/** What the pipeline reports about itself: metrics, progress, alerts, readiness, a forecast. */
package routes.watch;
