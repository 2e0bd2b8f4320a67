using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

public class MemoryDurableStoreTests : StoreContractTests
{
    private protected override IDurableStore Open() => new MemoryDurableStore();
}
