package routes.lang;

/** The version of the product. */
public final class Version {
    private Version() {}

    /** As the jar says; classes without a jar have none. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
