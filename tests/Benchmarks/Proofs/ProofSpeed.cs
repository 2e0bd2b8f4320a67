namespace Orchestrations.Benchmarks.Proofs;

/// <summary>All benchmarks of proof packs, with the machine's own speed at hashing and signing first.</summary>
static class ProofSpeed
{
    public static void Measure()
    {
        MachineCrypto.Measure();
        CanonicalSpeed.Measure();
        foreach (var events in (int[])[10, 1_000, 100_000])
            PackSpeed.Measure(events);
        LogSpeed.Measure();
    }
}
