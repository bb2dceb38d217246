/** Live feeds: the Camel component live, what the providers say, and the trades and gaps that it becomes. */
package routes.live;
