/** On which days exchanges trade, and at which hours. */
package routes.calendar;
