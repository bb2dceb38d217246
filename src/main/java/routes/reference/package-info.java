/** What queries need to know beside the records, as small tables of the lake: trading days, and who trades by which. */
package routes.reference;
