/** Crawlers: derive tables and partitions from the objects that exist. */
package cloud.crawl;
