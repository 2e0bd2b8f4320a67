using Orchestrations.App.Exchange;
using Orchestrations.App.Tests.Exchange;
using Orchestrations.Domain.Orders;
using Orchestrations.OnAzure.Bybit;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>The contract of orders that the paper exchange keeps, on Bybit's client and protocol.</summary>
[Collection(BybitTests.Name)]
public abstract class BybitContractTests(BybitStandIn venue) : OrdersContract
{
    private protected abstract IOrders OrdersOf(BybitAccess access);

    protected override Task<IOrders> OpenAsync() => Task.FromResult(OrdersOf(venue.Connect(venue.Open())));

    protected override Task<IOrders> OpenLosingAnAnswerAsync() => OpenWith(StandInFault.LostAnswer);

    protected override Task<IOrders> OpenLosingARequestAsync() => OpenWith(StandInFault.LostRequest);

    protected override Task<(IOrders Orders, Action Show)> OpenHidingAsync()
    {
        var account = venue.Open();
        account.Hides = true;
        return Task.FromResult((OrdersOf(venue.Connect(account)), (Action)(() => account.Hides = false)));
    }

    Task<IOrders> OpenWith(StandInFault fault)
    {
        var account = venue.Open();
        account.Meet("/v5/order/create", fault);
        return Task.FromResult(OrdersOf(venue.Connect(account)));
    }
}

public sealed class BybitSpotContractTests(BybitStandIn venue) : BybitContractTests(venue)
{
    private protected override IOrders OrdersOf(BybitAccess access) => new BybitExchange(access);

    // What a spot buy brings is net of its fee, so the sell that follows is smaller.
    protected override OrderRequest Order(string id, OrderSide side = OrderSide.Buy) =>
        new(new ClientOrderId(id), Btc, side, new(side == OrderSide.Buy ? 0.01m : 0.009m, Btc.Base));
}

public sealed class BybitLinearContractTests(BybitStandIn venue) : BybitContractTests(venue)
{
    private protected override IOrders OrdersOf(BybitAccess access) => new BybitPerpetuals(access);

    protected override OrderRequest Order(string id, OrderSide side = OrderSide.Buy) =>
        new(new ClientOrderId(id), Btc, side, new(0.01m, Btc.Base)) { Category = OrderCategory.Linear };
}

[Collection(BybitTests.Name)]
public sealed class BybitStopsContractTests(BybitStandIn venue) : StopsContract
{
    protected override Task<ContractAccount> OpenAsync()
    {
        var account = venue.Open();
        var access = venue.Connect(account);
        return Task.FromResult(new ContractAccount(
            new BybitPerpetuals(access), new BybitStops(access), new BybitPositions(access), new BybitTransactions(access),
            price => account.Move("BTCUSDT", price), () => venue.Now));
    }
}
