namespace Orchestrations.Local.Verification;

/// <summary>What came out for a file.</summary>
/// <param name="Kind">What the file was taken for.</param>
/// <param name="Checks">Its checks in order.</param>
/// <param name="IsGood">True only when every required check passed.</param>
/// <param name="Conclusion">In one sentence.</param>
sealed record FileVerdict(string Kind, IReadOnlyList<FileCheck> Checks, bool IsGood, string Conclusion);
