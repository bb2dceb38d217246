/** What a source of rows is: its rows, its columns with their types, and market time. */
package routes.source;
