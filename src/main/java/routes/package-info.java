/** The program: its commands, its start and stop, its settings and ports. */
package routes;
