using Orchestrations.App.Dca;
using Orchestrations.App.Orders;
using Orchestrations.App.Paper;

namespace Orchestrations.App.Tests.Histories;

/// <summary>
/// What the golden histories are of: each case is really run and must come to the end it is named for. Case ids are
/// <c>Orchestrator.case</c>, which is the file's name too.
/// </summary>
static class HistoryCases
{
    const string Run = "dca-core-20240115";
    const string Order = "order-1";

    /// <summary>Runs a case in a world of its own and names the instance whose history is kept.</summary>
    public static IReadOnlyDictionary<string, Func<HistoryWorld, string>> All { get; } = new Dictionary<string, Func<HistoryWorld, string>>(
        OperationCases.All)
    {
        ["DcaOrchestrator.simple"] = world => Ends(world.DcaRun("20240115"), "Filled", "Filled"),
        ["DcaOrchestrator.refused-order"] = world =>
        {
            world.Do(() => world.Stop.SwitchAsync(true, "a test"));
            return Ends(world.DcaRun("20240115"), "Refused", "Refused");
        },
        ["DcaOrchestrator.left-unresolved"] = world => Ends(LeaveUnresolved(world), "Unresolved", "Unresolved"),
        ["DcaOrchestrator.looked-again"] = LookAgain,
        ["DcaOrchestrator.proved"] = PackCases.Proved,
        ["RebalanceOrchestrator.proved"] = world => ProofCases.Of(world, OperationCases.All["RebalanceOrchestrator.drift"]),
        ["FundingOrchestrator.proved"] = world => ProofCases.Of(world, FundingCases.Exited),
        ["TrendOrchestrator.proved"] = world => ProofCases.Of(world, TrendCases.Exited),
        // What the exchange's own stop did has no order of ours; the ledger has its fill.
        ["TrendOrchestrator.proved-stop"] = world => ProofCases.Of(world, TrendCases.StoppedOut, without: ["risk", "order", "fill"]),
        ["TacticalOrchestrator.proved"] = world => ProofCases.Of(world, OperationCases.All["TacticalOrchestrator.exits"]),
        ["RiskWatchOrchestrator.proved"] = world =>
            ProofCases.Of(world, OperationCases.All["RiskWatchOrchestrator.last-level-sells"]),
        ["KillSwitchOrchestrator.proved"] = world => ProofCases.Of(world, OperationCases.All["KillSwitchOrchestrator.flattened"]),
        ["CapitalOrchestrator.proved"] = world =>
            ProofCases.Of(world, OperationCases.All["CapitalOrchestrator.approved"], without: ["risk", "order", "fill"]),
        ["PackOrchestrator.sealed"] = PackCases.Sealed,
        ["RetentionOrchestrator.erased"] = PackCases.Erased,
        ["ShipmentOrchestrator.collected-to-the-size"] = PackCases.CollectedToTheSize,
        ["ShipmentOrchestrator.collected-to-the-deadline"] = PackCases.CollectedToTheDeadline,
        ["ShipmentOrchestrator.collected-until-complete"] = PackCases.CollectedUntilComplete,
        ["HealthOrchestrator.looked"] = AlertCases.Looked,
        ["AlertOrchestrator.escalated"] = AlertCases.Escalated,
        ["AlertOrchestrator.escalated-beside"] = AlertCases.EscalatedBeside,
        ["AlertOrchestrator.held"] = AlertCases.Held,
        ["AlertChannelOrchestrator.sent"] = AlertCases.SentInTheEnd,
        ["AlertChannelOrchestrator.given-up"] = AlertCases.GivenUp,
        ["AlertDigestOrchestrator.gathered"] = AlertCases.Gathered,
        ["OrderOrchestrator.filled"] = world => EndsAs(world, "Filled"),
        ["OrderOrchestrator.refused"] = world =>
        {
            world.Do(() => world.Stop.SwitchAsync(true, "a test"));
            return EndsAs(world, "Refused");
        },
        ["OrderOrchestrator.rejected"] = world =>
        {
            world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.Rejected };
            return EndsAs(world, "Rejected", OrderCodes.Rejected);
        },
        ["OrderOrchestrator.unknown-then-found"] = world =>
        {
            world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.AnswerLost };
            return EndsAs(world, "Filled");
        },
        ["OrderOrchestrator.resubmitted"] = world =>
        {
            world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.Lost };
            return EndsAs(world, "Filled");
        },
        ["OrderOrchestrator.resubmitted-and-rejected"] = world =>
        {
            world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.Lost, [2] = SubmitTrouble.Rejected };
            return EndsAs(world, "Rejected", OrderCodes.Rejected);
        },
        ["OrderOrchestrator.not-placed-too-small"] = world => EndsAs(world, "NotPlaced", "ORC-ORDER-003", amount: 1m),
        ["OrderOrchestrator.not-placed-no-answer"] = world =>
        {
            world.Market.HasPrices = false;
            return EndsAs(world, "NotPlaced", OrderCodes.NoAnswer);
        },
        ["OrderOrchestrator.unresolved"] = world =>
        {
            world.Exchange.IsSilent = true;
            return EndsAs(world, "Unresolved", OrderCodes.Unresolved);
        },
        ["OrderOrchestrator.cancelled-nothing-filled"] = NothingFilled,
        ["TrendOrchestrator.entered"] = world => TrendCases.Entered(world),
        ["TrendOrchestrator.held"] = world => TrendCases.Held(world),
        ["TrendOrchestrator.stopped-out"] = world => TrendCases.StoppedOut(world),
        ["TrendOrchestrator.exited"] = world => TrendCases.Exited(world),
        ["TrendOrchestrator.unprotected"] = world => TrendCases.Unprotected(world),
        ["StopOrchestrator.placed"] = world => TrendCases.Stop(world),
        ["CloseTrendOrchestrator.closed"] = world => TrendCases.Closed(world),
        ["CloseFundingOrchestrator.closed"] = world => FundingCases.Closed(world),
        ["FundingOrchestrator.entered"] = world => FundingCases.Entered(world),
        ["FundingOrchestrator.no-entry"] = world => FundingCases.NoEntry(world),
        ["FundingOrchestrator.unwound"] = world => FundingCases.Unwound(world),
        ["FundingOrchestrator.exited"] = world => FundingCases.Exited(world),
        ["ReconciliationOrchestrator.agrees"] = world => ReconciliationCases.Agrees(world),
        ["ReconciliationOrchestrator.differs"] = world => ReconciliationCases.Differs(world),
        ["OrderOrchestrator.contract"] = world =>
        {
            var result = world.Order(Order, Bench.Buy(1_000m) with { Market = "Linear" });
            Assert.Equal(("Filled", 0.02m), (result.Status, result.Quantity));
            return Order;
        },
        ["OrderOrchestrator.partly-filled"] = world => EndsAs(world, "PartiallyFilledCancelled", OrderCodes.Cancelled, amount: 200m),
    };

    /// <summary>The paper exchange's options of a case: a shallow book where an order is to be filled in part.</summary>
    public static PaperExchangeOptions OptionsOf(string name) => name == "OrderOrchestrator.partly-filled"
        ? new PaperExchangeOptions { ImpactBasisPointsPerMillion = 1_000_000m }
        : new PaperExchangeOptions();

    /// <summary>The settings of all cases: the engines that trade contracts have a capital.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Funding:Capital"] = "5000", ["Funding:SpotShare"] = "0.45", ["Funding:Symbols"] = "BTCUSDT", ["ProofPacks:Operations"] = "none",
    }.Concat(TrendCases.Settings).ToDictionary();

    /// <summary>The settings of a case: one DCA run ends in a pack, alerts have channels.</summary>
    public static IReadOnlyDictionary<string, string?> SettingsOf(string name) => name switch
    {
        "DcaOrchestrator.proved" => new Dictionary<string, string?>(Settings) { ["ProofPacks:Operations"] = "dca" },
        "AlertOrchestrator.held" or "AlertDigestOrchestrator.gathered" => AlertCases.Quiet,
        _ when name.StartsWith("Alert", StringComparison.Ordinal) => AlertCases.Settings,
        _ => Settings,
    };

    static DcaRunResult LeaveUnresolved(HistoryWorld world)
    {
        // The second order is asked for while the first is under way: what the books hold then tells whether there is enough for both.
        world.OpenBooks();
        world.Exchange.IsSilent = true;
        var run = world.DcaRun("20240115");
        world.Exchange.IsSilent = false;
        return run;
    }

    static string LookAgain(HistoryWorld world)
    {
        LeaveUnresolved(world);
        world.Pass(TimeSpan.FromDays(1));
        var run = world.DcaRun("20240116");
        Assert.Equal(["Filled", "Filled"], run.LookedAgain.Select(line => line.Status));
        return "dca-core-20240116";
    }

    static string NothingFilled(HistoryWorld world)
    {
        world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.Swallowed };
        Assert.Equal("Unresolved", world.Order("order-0", Bench.Buy()).Status);
        world.Pass(TimeSpan.FromDays(1));
        return EndsAs(world, "Cancelled", OrderCodes.NothingFilled);
    }

    static string Ends(DcaRunResult run, params string[] statuses)
    {
        Assert.Equal(statuses, run.Orders.Select(line => line.Status));
        return Run;
    }

    static string EndsAs(HistoryWorld world, string status, string? code = null, decimal amount = 100m)
    {
        var result = world.Order(Order, Bench.Buy(amount));
        Assert.Equal(status, result.Status);
        if (code is not null)
            Assert.Equal(code, result.Code);
        return Order;
    }
}
