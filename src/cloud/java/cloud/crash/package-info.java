/** The crash test: kills, stalls and cuts, and the account of every record after them. */
package cloud.crash;
