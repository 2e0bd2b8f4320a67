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
            Row(
                console,
                name,
                Text($"P&L {engine.Pnl:n2} USDT, {engine.Trades:n0} fills, fees {engine.Fees:n2} USDT; holds ")
                + string.Join(", ", engine.Holdings.Select(holding => Text($"{holding.Value:0.########} {holding.Key}"))));
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
            Text($"{report.Work.Orchestrations:n0} orchestrations, {report.Work.Activities:n0} activities ")
            + Text($"in {report.WallSeconds:n1} s ({report.OrchestrationsPerSecond:n0} orchestrations/s, ")
            + Text($"{report.Work.Activities / report.WallSeconds:n0} activities/s)"));
    }

    static void Equity(IAnsiConsole console, EquityReport equity)
    {
        var change = equity.Start == 0m ? 0m : (equity.End / equity.Start - 1m) * 100m;
        Row(
            console,
            "Equity",
            Text($"{equity.Start:n2} to [bold]{equity.End:n2}[/] USDT ({change:+0.0;-0.0;0.0} %), ")
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
