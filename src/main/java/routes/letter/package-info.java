/** Dead letters, and where they came from. */
package routes.letter;
