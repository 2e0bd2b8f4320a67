using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>What tests of the account share. They run one after the other: the library keeps its clock and limits per process.</summary>
[Collection(Name)]
public abstract class BybitTests(BybitStandIn venue) : IAsyncLifetime
{
    /// <summary>The collection.</summary>
    public const string Name = "Bybit";

    protected static readonly Pair Btc = Pair.Parse("BTCUSDT");

    protected BybitStandIn Venue => venue;

    /// <inheritdoc />
    public Task InitializeAsync() => venue.RestAsync();

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    protected static OrderRequest Order(string id, OrderCategory category, OrderSide side = OrderSide.Buy, decimal size = 0.01m) =>
        new(new ClientOrderId(id), Btc, side, new Quantity(size, Btc.Base)) { Category = category };

    /// <summary>The stand-in of all these tests.</summary>
    [CollectionDefinition(Name)]
    public sealed class Collection : ICollectionFixture<BybitStandIn>;
}
