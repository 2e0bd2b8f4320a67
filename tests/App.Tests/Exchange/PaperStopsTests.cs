using Orchestrations.App.Tests.Paper;

namespace Orchestrations.App.Tests.Exchange;

/// <summary>The contract of stops on the paper exchange.</summary>
public sealed class PaperStopsTests : StopsContract
{
    protected override Task<ContractAccount> OpenAsync()
    {
        var world = new ContractWorld();
        return Task.FromResult(new ContractAccount(
            world.Contracts, world.Contracts, world.Contracts, world.Contracts,
            price => world.Hour(world.Price, Math.Max(world.Price, price), Math.Min(world.Price, price), price), () => world.Now));
    }
}
