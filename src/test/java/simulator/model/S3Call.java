package simulator.model;

/**
 * A call of S3.
 *
 * @param operation as the SDK calls it, such as {@code putObject}
 * @param key of the object, or the prefix of those that are listed; empty where there is none
 */
public record S3Call(String operation, String bucket, String key) {
    @Override
    public String toString() {
        return operation + " " + bucket + "/" + key;
    }
}
