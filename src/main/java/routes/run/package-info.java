/** Which instance makes a run, and how it ended. */
package routes.run;
