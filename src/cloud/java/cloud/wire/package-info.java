/** What the servers of AWS have in common: errors, JSON, pages, stored structures. */
package cloud.wire;
