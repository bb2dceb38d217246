package simulator.model;

/** Asked before each call of one client of S3 what goes wrong with it. */
@FunctionalInterface
public interface S3Faults {
    S3Faults NONE = call -> S3Fault.NONE;

    S3Fault next(S3Call call);
}
