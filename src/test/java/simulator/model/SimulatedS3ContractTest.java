package simulator.model;

import java.time.Instant;
import software.amazon.awssdk.services.s3.S3Client;

class SimulatedS3ContractTest implements S3Contract {
    private final World world = new StillWorld();
    private final S3Client s3 = new SimulatedS3(world).createBucket(BUCKET).client(S3Faults.NONE);

    @Override
    public S3Client s3() {
        return s3;
    }

    @Override
    public Instant now() {
        return world.now();
    }
}
