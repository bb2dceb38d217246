/** The other engine of the local Athena: a real Trino in this JVM. */
package cloud.trino;
