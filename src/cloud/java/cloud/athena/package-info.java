/** Athena's API: executions and their results. */
package cloud.athena;
