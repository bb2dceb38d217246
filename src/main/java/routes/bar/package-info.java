/**
 * Bars of the trades: open, high, low, close, volume of a minute and more. A bar is a function of the log of its partition alone, which is
 * also where its state is: what is not in memory is read there again.
 */
package routes.bar;
