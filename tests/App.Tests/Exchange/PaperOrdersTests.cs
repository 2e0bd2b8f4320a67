using Orchestrations.App.Exchange;
using Orchestrations.App.Paper;
using Orchestrations.App.Tests.Paper;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Exchange;

/// <summary>The contract on the paper exchange, for each of its markets.</summary>
public abstract class PaperOrdersTests : OrdersContract
{
    private protected abstract IOrders OrdersOf(ContractWorld world);

    protected override Task<IOrders> OpenAsync() => Task.FromResult(OrdersOf(new ContractWorld()));

    protected override Task<IOrders> OpenLosingAnAnswerAsync() => OpenWith(PaperFault.LostAnswer);

    protected override Task<IOrders> OpenLosingARequestAsync() => OpenWith(PaperFault.Timeout);

    protected override Task<(IOrders Orders, Action Show)> OpenHidingAsync()
    {
        var world = new ContractWorld(ContractWorld.Flat with { VisibilityDelay = TimeSpan.FromSeconds(10) });
        return Task.FromResult((OrdersOf(world), (Action)(() => world.Now += TimeSpan.FromSeconds(10))));
    }

    Task<IOrders> OpenWith(PaperFault fault) => Task.FromResult(OrdersOf(new ContractWorld(ContractWorld.Flat with
    {
        Faults = new PaperFaults
        {
            ByEndpoint = new Dictionary<PaperEndpoint, double> { [PaperEndpoint.Submit] = 1.0 },
            Kinds = [fault],
            MaxPerOrder = 1,
        },
    })));
}

public sealed class PaperSpotOrdersTests : PaperOrdersTests
{
    private protected override IOrders OrdersOf(ContractWorld world) => world.Exchange;

    // What a spot buy brings is net of its fee, so the sell that follows is smaller.
    protected override OrderRequest Order(string id, OrderSide side = OrderSide.Buy) =>
        PaperWorld.Order(id, side == OrderSide.Buy ? 0.01m : 0.009m, side);
}

public sealed class PaperContractOrdersTests : PaperOrdersTests
{
    private protected override IOrders OrdersOf(ContractWorld world) => world.Contracts;

    protected override OrderRequest Order(string id, OrderSide side = OrderSide.Buy) => ContractWorld.Order(id, 0.01m, side);
}
