package routes.page;

/** An answer that is a file. */
record Download(String name, String type, byte[] content) {}
