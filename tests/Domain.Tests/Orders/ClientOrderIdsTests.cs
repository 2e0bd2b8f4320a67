using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests.Orders;

public class ClientOrderIdsTests
{
    [Fact]
    public void Ids_OfManyIntents_AreValidAndDistinct()
    {
        var ids = new HashSet<string>();
        for (var day = 0; day < 20_000; day++)
            foreach (var symbol in (string[])["BTCUSDT", "ETHUSDT"])
                Assert.True(ids.Add(ClientOrderIds.FromIntent("dca", $"dca-core-{day}", symbol).Value));

        Assert.All(ids, id => Assert.True(id.Length <= 36 && id.StartsWith("dca-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Id_OfOneIntent_IsTheSameForever() =>
        // Changing the derivation would lose every order that is under way: this value must never change.
        Assert.Equal("dca-" + KnownHash, ClientOrderIds.FromIntent("dca", "dca-core-20240115", "BTCUSDT").Value);

    [Theory]
    [InlineData("a", "bc", "d", "ab", "c", "d")]
    [InlineData("a", "b", "cd", "a", "bc", "d")]
    public void Ids_OfPartsThatConcatenateAlike_Differ(string o1, string i1, string s1, string o2, string i2, string s2) =>
        Assert.NotEqual(ClientOrderIds.FromIntent(o1, i1, s1).Value[^26..], ClientOrderIds.FromIntent(o2, i2, s2).Value[^26..]);

    [Fact]
    public void Id_OfALongOrStrangeOperation_KeepsTheForm()
    {
        Assert.Equal(36, ClientOrderIds.FromIntent("tactical-deployment", "x", "y").Value.Length);
        Assert.StartsWith("order-", ClientOrderIds.FromIntent("→→", "x", "y").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Id_OfAnEmptyPart_IsRefused() =>
        Assert.Equal("ORC-ORDER-005", Assert.Throws<DomainException>(() => ClientOrderIds.FromIntent("dca", "", "x")).Code);

    // base32(SHA-256) of 3,"dca" 17,"dca-core-20240115" 7,"BTCUSDT" with four-byte big-endian lengths; computed in Python.
    const string KnownHash = "yflxo2fd53cgvmc3sa2nmutc6z";
}
