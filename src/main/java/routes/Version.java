package routes;

/** The version of the product. */
final class Version {
    private Version() {}

    /** As the jar says; classes without a jar have none. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
