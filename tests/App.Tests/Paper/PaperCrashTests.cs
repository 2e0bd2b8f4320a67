using Orchestrations.App.Storage;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Paper;

public sealed class PaperCrashTests
{
    [Theory]
    [InlineData(false, 10_000)]
    [InlineData(true, 9_500)]
    public async Task Crash_AtTheWrite_LeavesAllOfTheOrderOrNothing(bool afterCommit, int balance)
    {
        var inner = new InMemoryStore();
        var crashing = new PaperWorld(PaperWorld.Flat, new CrashingStore(inner, afterCommit));
        await Assert.ThrowsAsync<IOException>(() => crashing.SubmitAsync("a", 0.01m));

        var restarted = new PaperWorld(PaperWorld.Flat, inner);
        Assert.Equal(balance, await restarted.BalanceAsync("USDT"));
        Assert.Equal(afterCommit, await restarted.FindAsync("a") is not null);
        Assert.Equal(afterCommit ? 1 : 0, (await restarted.FillsAsync("a")).Count);

        // Sent again under the same id, there is one order either way.
        Assert.IsType<SubmitOutcome.Accepted>(await restarted.SubmitAsync("a", 0.01m));
        Assert.Equal(9_500m, await restarted.BalanceAsync("USDT"));
        Assert.Single(await restarted.FillsAsync("a"));
    }

    sealed class CrashingStore(IStore inner, bool afterCommit) : IStore
    {
        public Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation) => inner.GetAsync(key, cancellation);

        public async Task<StoreResult> WriteAsync(
            string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
        {
            if (afterCommit)
                await inner.WriteAsync(partition, operations, cancellation);
            throw new IOException("The process ended here.");
        }

        public IAsyncEnumerable<StoreItem> ListAsync(
            string partition, string idPrefix, string? after, CancellationToken cancellation) =>
            inner.ListAsync(partition, idPrefix, after, cancellation);
    }
}
