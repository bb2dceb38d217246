/** Work groups and saved queries. */
package cloud.workgroup;
