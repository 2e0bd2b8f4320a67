using Orchestrations.Domain.Assets;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

public sealed class PaperOpeningTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-opening-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(null, "10000 USDT")]
    [InlineData("2500.5", "2500.5 USDT")]
    [InlineData("0", "")]
    public async Task Account_AtItsFirstStart_OpensWithTheSetting(string? start, string expected)
    {
        await StartAndStopAsync(start);
        await HoldsAsync(expected);
    }

    [Fact]
    public async Task Account_WhenTheSettingChangesBeforeTheFirstOrder_StaysAsItWasOpened()
    {
        await StartAndStopAsync("1000");
        await StartAndStopAsync("5000");
        await HoldsAsync("1000 USDT");
    }

    [Fact]
    public async Task Account_PaidInButNotBooked_IsBookedByTheNextStart()
    {
        // As after a crash between the two, and with another setting since.
        Directory.CreateDirectory(folder);
        using (var books = new Books(folder))
            Assert.True(await books.PayInAsync("paper-opening-USDT", new Money(700m, Asset.Usdt)));
        await StartAndStopAsync("5000");
        await HoldsAsync("700 USDT");
    }

    async Task StartAndStopAsync(string? start)
    {
        (string, string)[] settings = start is null ? [] : [("Paper:StartBalance", start)];
        await using var host = await ServedHost.StartAsync(folder, WallClock.Instance, settings);
    }

    async Task HoldsAsync(string expected)
    {
        using var books = new Books(folder);
        Assert.Equal((expected, expected), (await books.AccountAsync(), await books.HoldingsAsync()));
        Assert.Empty((await books.Ledger.CheckAsync(Books.Portfolio)).Problems);
    }
}
