using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Local.Verification;

/// <summary>One check of a file.</summary>
sealed record FileCheck(string Name, AxisOutcome Outcome, string Reason);
