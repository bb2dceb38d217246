/** A stock exchange on this machine: it speaks as the providers of live feeds do, and misbehaves as they do, on demand. */
package exchange;
