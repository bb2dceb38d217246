/** What the language does not bring: errors, counts and sizes as people say them, JSON, UTF-8, a steady clock. */
package routes.lang;
