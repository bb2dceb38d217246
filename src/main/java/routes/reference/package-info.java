/** What queries need to know beside the records, as small tables of the lake: trading days, splits and dividends. */
package routes.reference;
