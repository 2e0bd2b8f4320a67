using System.Text.Json.Serialization;
using Orchestrations.App.Orders;

namespace Orchestrations.App.ProofPacks;

// What the pack orchestration and its activities say to each other. The content of a pack never travels in messages: it lies
// in the store, where it can be erased.

/// <summary>The input of <see cref="PackOrchestrator"/> and of its activities.</summary>
/// <param name="Tenant">Whose pack.</param>
/// <param name="Pack">The pack's id.</param>
public sealed record PackRunInput(string Tenant, string Pack);

/// <summary>What the tree over a pack's events came to: the output of BuildPack.</summary>
/// <param name="Count">How many events.</param>
/// <param name="First">The earliest event's time, UTC.</param>
/// <param name="Last">The latest event's time, UTC.</param>
/// <param name="Root">The root, Base64.</param>
public sealed record PackBuilt(int Count, DateTimeOffset First, DateTimeOffset Last, string Root);

/// <summary>The input of SealPack.</summary>
/// <param name="Run">Which pack.</param>
/// <param name="Built">What was built.</param>
public sealed record PackSealInput(PackRunInput Run, PackBuilt Built);

/// <summary>A sealed pack: the output of SealPack and of <see cref="PackOrchestrator"/>.</summary>
/// <param name="Pack">Its id.</param>
/// <param name="Index">Its place in the tenant's log.</param>
public sealed record PackSealed(string Pack, long Index);

/// <summary>The input of AskOperationPack and StartOperationPack.</summary>
/// <param name="Instance">The run, which is the subject of its audit records and of its pack.</param>
/// <param name="FirstKey">The key of its first audit record.</param>
public sealed record OperationPackInput(string Instance, string FirstKey)
{
    /// <summary>Other subjects whose audit records, from the first one on, are the run's too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Subjects { get; init; }

    /// <summary>Orders of earlier runs that this one looked at again: what it found out about them is its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OrderInput>? LookedAgain { get; init; }

    /// <summary>Sources of ledger entries beside those of fills. What was never posted is left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Postings { get; init; }
}
