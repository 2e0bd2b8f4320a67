using Orchestrations.App.Storage;

namespace Orchestrations.App.Tests.Storage;

public sealed class InMemoryStoreTests : StoreContract
{
    protected override IStore Store { get; } = new InMemoryStore();

    [Fact]
    public void Calls_OfAllKinds_CompleteSynchronously()
    {
        Assert.True(Store.WriteAsync(Partition, [new StoreOperation.Create("a", "{}")], default).IsCompletedSuccessfully);
        Assert.True(Store.GetAsync(new StoreKey(Partition, "a"), default).IsCompletedSuccessfully);
        var listing = Store.ListAsync(Partition, "", null, default).GetAsyncEnumerator();
        Assert.True(listing.MoveNextAsync().IsCompletedSuccessfully);
    }
}
