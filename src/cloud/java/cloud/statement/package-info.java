/** Statements other than plain queries: DDL, SHOW, INSERT, CTAS, UNLOAD. */
package cloud.statement;
