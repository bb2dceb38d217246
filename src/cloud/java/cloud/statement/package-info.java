/** Statements that are no plain queries: DDL, SHOW, INSERT, CTAS, UNLOAD. */
package cloud.statement;
