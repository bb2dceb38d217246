/** Simulates the delivery protocol in virtual time, with all its order drawn from a seed, and looks whether its promises hold. */
package simulator;
