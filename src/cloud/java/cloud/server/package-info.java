/** The servers and their ports. */
package cloud.server;
