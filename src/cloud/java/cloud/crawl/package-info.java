/** Crawlers: tables and partitions made of the objects that are there. */
package cloud.crawl;
