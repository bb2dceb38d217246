/** Clients of AWS with time limits, and what is measured of their calls. */
package routes.aws;
