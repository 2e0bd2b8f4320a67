using Orchestrations.App.Storage;

namespace Orchestrations.App.Tests.Histories;

/// <summary>A store that is away for some calls. What was written before it went may have been its last deed.</summary>
sealed class TroubledStore(IStore inner) : IStore
{
    int calls;

    /// <summary>How many calls there were.</summary>
    public int Calls => calls;

    /// <summary>The first call, counted from 1, that meets no store; 0 for none.</summary>
    public int AwayFrom { get; set; }

    /// <summary>How many calls in a row meet none.</summary>
    public int AwayFor { get; set; }

    /// <summary>True when the writes happen and only their answers are lost.</summary>
    public bool LosesAnswers { get; set; }

    public async Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation) =>
        IsAway() ? throw Away() : await inner.GetAsync(key, cancellation);

    public async Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
    {
        var away = IsAway();
        var result = away && !LosesAnswers ? null : await inner.WriteAsync(partition, operations, cancellation);
        return away ? throw Away() : result!;
    }

    public IAsyncEnumerable<StoreItem> ListAsync(string partition, string idPrefix, string? after, CancellationToken cancellation) =>
        IsAway() ? throw Away() : inner.ListAsync(partition, idPrefix, after, cancellation);

    bool IsAway() => ++calls >= AwayFrom && calls < AwayFrom + AwayFor;

    static StoreException Away() => new StoreUnavailableException("ORC-STORE-021", "The store is away.");
}
