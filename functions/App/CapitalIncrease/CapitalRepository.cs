using System.Runtime.CompilerServices;
using Orchestrations.App.Storage;

namespace Orchestrations.App.CapitalIncrease;

/// <summary>Where each capital increase stands, in the partition <c>capital-&lt;portfolio&gt;</c> under its name.</summary>
/// <param name="store">Where it is kept.</param>
public sealed class CapitalRepository(IStore store)
{
    /// <summary>Where an increase stands; null when there is none of the name, or it has not begun.</summary>
    public async Task<CapitalState?> FindAsync(string portfolio, string name, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Partition(portfolio), name), cancellation) is { } item
            ? StoreJson.Read<CapitalState>(item)
            : null;

    /// <summary>All increases by name.</summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="after">Only increases whose name comes after this one: for paging.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public async IAsyncEnumerable<CapitalState> ListAsync(
        string portfolio, string? after = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition(portfolio), "", after, cancellation))
            yield return StoreJson.Read<CapitalState>(item);
    }

    internal async Task WriteAsync(string portfolio, CapitalState state, CancellationToken cancellation)
    {
        while (true)
        {
            var item = await store.GetAsync(new StoreKey(Partition(portfolio), state.Name), cancellation);
            var json = StoreJson.Write(state);
            StoreOperation write = item is null
                ? new StoreOperation.Create(state.Name, json)
                : new StoreOperation.Replace(state.Name, json, item.ETag);
            if (await store.WriteAsync(Partition(portfolio), [write], cancellation) is StoreResult.Committed)
                return;
        }
    }

    static string Partition(string portfolio) => "capital-" + portfolio;
}
