/** Records of one partition as a batch, and why it is closed. */
package routes.batch;
