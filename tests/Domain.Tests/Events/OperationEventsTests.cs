using System.Text.Json;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Events.Operations;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Tests.Events;

public class OperationEventsTests
{
    static readonly DateTimeOffset now = new(2026, 1, 1, 0, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("dca-decision", "signal")]
    [InlineData("trend-signal", "signal")]
    [InlineData("order-risk", "risk")]
    [InlineData("order-intent", "order")]
    [InlineData("order-submit", "order")]
    [InlineData("order-outcome", "fill")]
    [InlineData("emergency-stop", "decision")]
    public void AuditRecord_ByItsKind_BecomesAStepOfTheOperation(string kind, string type)
    {
        var record = AuditChain.Next(null, "dca-core-20260101-decision", now, "dca-core-20260101", kind, """{"lines":[{"amount":"5.00"}]}""");

        var one = OperationEvents.From(record);

        Assert.Equal((type, now, "audit-dca-core-20260101-decision"), (one.Type, one.Time, one.Id));
        var source = JsonDocument.Parse(one.Body).RootElement.GetProperty("source");
        Assert.Equal("5.00", source.GetProperty("data").GetProperty("lines")[0].GetProperty("amount").GetString());
        Assert.Equal((record.Hash, "1"), (source.GetProperty("hash").GetString(), source.GetProperty("sequence").GetString()));
    }

    [Fact]
    public void JournalEntry_AsAnEvent_CarriesEachPosting()
    {
        var entry = new JournalEntry("fill-1", now, "bought", [
            new Posting(new Account(PortfolioEngine.Core, AccountKind.Holdings), new Money(0.5m, Asset.Usdt)),
            new Posting(new Account(PortfolioEngine.Core, AccountKind.Trading), new Money(-0.5m, Asset.Usdt)),
        ]);

        var one = OperationEvents.From(entry);

        Assert.Equal(("posting", "ledger-fill-1"), (one.Type, one.Id));
        var second = JsonDocument.Parse(one.Body).RootElement.GetProperty("source").GetProperty("postings")[1];
        Assert.Equal(("-0.5", "USDT"), (second.GetProperty("amount").GetString(), second.GetProperty("asset").GetString()));
    }
}
