using System.Globalization;
using Spectre.Console;

namespace Orchestrations.Local.Simulation;

/// <summary>A report as a person likes to read it.</summary>
static class SimulationSummary
{
    public static void Print(IAnsiConsole console, SimulationReport report)
    {
        var days = report.To.DayNumber - report.From.DayNumber + 1;
        console.WriteLine();
        console.MarkupLine(Text($"[bold]Simulation[/] {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}, {days:n0} days"));
        Row(console, "Market", Markup.Escape(report.MarketData) + Text($", seed {report.Seed}"));
        foreach (var (name, operation) in report.Operations)
            Row(
                console,
                name,
                Text($"{operation.Started:n0} started, {operation.Completed:n0} completed, ") + Bad(operation.Failed, "failed"));
        Row(
            console,
            "Orders",
            Text($"{report.Orders.Submitted:n0} submitted, {report.Orders.Filled:n0} filled, ")
            + Text($"{report.Orders.Rejected:n0} rejected, ")
            + Bad(report.Orders.Duplicates, "duplicates"));
        if (report.Orders.Refused.Count > 0)
            Row(console, "", "not placed or not filled: " + Counts(report.Orders.Refused));
        if (report.Orders.FaultsInjected.Values.Sum() is > 0 and var faults)
            Row(
                console,
                "Faults",
                Text($"{faults:n0} injected: ")
                + string.Join(", ", report.Orders.FaultsInjected
                    .Where(fault => fault.Value > 0)
                    .Select(fault => Text($"{fault.Key} {fault.Value:n0}"))));
        Equity(console, report.Equity);
        foreach (var (name, engine) in report.Engines)
            Engine(console, name, engine);
        Criteria(console, report.Criteria);
        Risk(console, report);
        Row(
            console,
            "Ledger",
            Text($"{report.Ledger.Entries:n0} entries, ") + Good(report.Ledger.Balanced, "balanced", "NOT BALANCED") + ", "
            + Good(report.Ledger.AgreesWithExchange, "agrees with the exchange", "DIFFERS FROM THE EXCHANGE"));
        Row(
            console,
            "Audit",
            Text($"{report.Audit.Records:n0} records, ") + Good(report.Audit.ChainValid, "chain intact", "CHAIN BROKEN"));
        Row(console, "Order list", report.OrderListHash);
        Row(
            console,
            "Work",
            Bad(report.Work.Failed, "failed") + ", " + Bad(report.Work.LeftOver, "left over") + "; "
            + Text($"{report.Work.Orchestrations:n0} orchestrations, {report.Work.Activities:n0} activities ")
            + Text($"in {report.WallSeconds:n1} s ({report.OrchestrationsPerSecond:n0} orchestrations/s, ")
            + Text($"{report.Work.Activities / report.WallSeconds:n0} activities/s)"));
    }

    static void Engine(IAnsiConsole console, string name, EngineReport engine)
    {
        Row(
            console,
            name,
            Text($"P&L {engine.Pnl:n2} USDT, {engine.Trades:n0} fills, fees {engine.Fees:n2} USDT; holds ")
            + string.Join(", ", engine.Holdings.Select(holding => Text($"{holding.Value:0.########} {holding.Key}"))));
        if (engine.ClosedTrades > 0)
            Row(
                console,
                "",
                Text($"{engine.ClosedTrades:n0} trades, {engine.WinRate * 100m:0.0} % won, profit factor ")
                + Ratio((double?)engine.ProfitFactor)
                + Text($"; return {engine.ReturnPct:+0.0;-0.0;0.0} %, largest drawdown {engine.MaxDrawdownPct:0.0} %, ")
                + (engine.FundingIncome == 0m ? "" : Text($"funding {engine.FundingIncome:n2} USDT, "))
                + Text($"in the market {engine.InMarketPct:0.0} % of the time"));
    }

    static void Criteria(IAnsiConsole console, IReadOnlyList<PassCriterion> criteria)
    {
        foreach (var engine in criteria.GroupBy(criterion => criterion.Engine))
            Row(
                console,
                "Criteria",
                engine.Key + ": " + string.Join(", ", engine.Select(criterion =>
                    Text($"{criterion.Figure} {criterion.Asked} ")
                    + (criterion.Value is { } value ? Text($"(is {value:0.00##}) ") : "(nothing to measure) ")
                    + Good(criterion.Met, "met", "not met"))));
    }

    static void Risk(IAnsiConsole console, SimulationReport report)
    {
        if (report.Breaker.Changes > 0)
            Row(
                console,
                "Breaker",
                Text($"{report.Breaker.Changes:n0} changes, highest level {report.Breaker.Highest}, ")
                + Text($"released {report.Breaker.Releases:n0} times by the simulated person"));
        if (report.Engines.ContainsKey("FUNDING"))
            Row(
                console,
                "Naked legs",
                Text($"{report.Naked.Times:n0} times, longest {report.Naked.LongestSeconds:0.#} s, together ")
                + Text($"{report.Naked.TotalSeconds:0.#} s; bound {report.Naked.BoundSeconds:0} s, ")
                + Good(report.Naked.LongestSeconds <= report.Naked.BoundSeconds, "kept", "BROKEN"));
        if (report.Alerts.Count > 0)
            Row(console, "Alerts", Counts(report.Alerts));
        if (report.Crash > 0)
            Row(console, "Crashes", Text($"the host died {report.Work.Crashes:n0} times"));
    }

    static string Counts(IReadOnlyDictionary<string, int> counts) =>
        string.Join(", ", counts.Select(count => Text($"{count.Key} {count.Value:n0}")));

    static void Equity(IAnsiConsole console, EquityReport equity)
    {
        Row(
            console,
            "Equity",
            Text($"{equity.Start:n2} to [bold]{equity.End:n2}[/] USDT ({equity.ReturnPct:+0.0;-0.0;0.0} %), ")
            + (equity.PaidIn == 0m ? "" : Text($"{equity.PaidIn:n2} USDT paid in on the way, "))
            + Text($"largest drawdown {equity.MaxDrawdownPct:n1} %"));
        Row(console, "", $"Sharpe {Ratio(equity.Sharpe)}, Sortino {Ratio(equity.Sortino)}, Calmar {Ratio(equity.Calmar)}");
    }

    static void Row(IAnsiConsole console, string name, string markup) =>
        console.MarkupLine($"  [grey]{name,-11}[/] {markup}");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static string Ratio(double? value) => value is { } ratio ? Text($"{ratio:0.00}") : "n/a";

    static string Good(bool good, string yes, string no) => good ? $"[green]{yes}[/]" : $"[red bold]{no}[/]";

    static string Bad(long count, string what) =>
        count == 0 ? $"0 {what}" : Text($"[red bold]{count:n0} {what}[/]");
}
