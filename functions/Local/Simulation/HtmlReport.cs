using System.Globalization;
using System.Net;
using System.Text;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Performance;

namespace Orchestrations.Local.Simulation;

/// <summary>The report as one HTML file that needs nothing else: it may be kept, sent and printed. Light and dark by the reader's choice.</summary>
static class HtmlReport
{
    const string Style = """
        :root{color-scheme:light dark;--text:#1c2430;--soft:#5b6675;--back:#fff;--line:#dfe4ea;--good:#1a7f4b;--bad:#c0392b;
        --c1:#2463c9;--c2:#c9622a;--c3:#1a8f7a;--c4:#8b4fc0;--c5:#c0392b}
        @media (prefers-color-scheme:dark){:root{--text:#e6eaf0;--soft:#9aa7b8;--back:#12161c;--line:#2b333e;--good:#4cc38a;--bad:#ff7b6b;
        --c1:#6ea8fe;--c2:#f0995e;--c3:#4fd1b5;--c4:#c39bf5;--c5:#ff7b6b}}
        body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);max-width:1120px;margin:0 auto;padding:24px 20px 60px}
        h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:36px 0 8px}p.sub{color:var(--soft);margin:4px 0 24px}
        dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:14px 20px;margin:0}
        dt{color:var(--soft);font-size:.85rem}dd{margin:0;font-size:1.2rem;font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        th,td{padding:6px 10px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
        th:first-child,td:first-child{text-align:left}thead th{color:var(--soft);font-weight:600;font-size:.85rem}
        .good{color:var(--good)}.bad{color:var(--bad);font-weight:600}
        figure{margin:18px 0 0}figcaption{font-weight:600}svg{width:100%;height:auto;display:block}
        .grid{stroke:var(--line)}.axis{fill:var(--soft);font:12px system-ui,sans-serif}
        .line{fill:none;stroke:var(--c);stroke-width:1.8;stroke-linejoin:round}.area{fill:var(--c);opacity:.16}
        .c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}
        .legend{display:flex;gap:18px;flex-wrap:wrap;margin:4px 0 0;color:var(--soft);font-size:.9rem}
        .legend i{display:inline-block;width:14px;height:4px;border-radius:2px;background:var(--c);margin-right:6px;vertical-align:middle}
        code{font-size:.85rem;overflow-wrap:anywhere}footer{margin-top:40px;color:var(--soft);font-size:.85rem}
        @media (max-width:640px){body{padding:16px 12px 40px}dl{grid-template-columns:1fr 1fr}figure{overflow-x:auto}
        figure svg{min-width:800px}figcaption{position:sticky;left:0}th,td{padding:6px 6px}tbody th{white-space:normal}
        .checks{font-size:.875rem}.checks td,.checks th{padding:6px 4px;white-space:normal}
        .scroll th:first-child{position:sticky;left:0;background:var(--back)}}
        """;

    /// <summary>The page.</summary>
    /// <param name="report">The figures.</param>
    /// <param name="days">The curves.</param>
    public static string Of(SimulationReport report, DailyBooks days)
    {
        var title = Text($"Simulation {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}");
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append(Text($"<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"))
            .Append(Text($"<p class=\"sub\">{Html(Conditions(report))}</p>\n"));
        Figures(page, report);
        Charts(page, days);
        Engines(page, report);
        Criteria(page, report.Criteria);
        Checks(page, report);
        return page.Append("</main>\n<footer>Past prices, simulated orders: no promise of anything. ")
            .Append("Drawdown, returns and ratios are time-weighted: money paid in is no profit.</footer>\n</body>\n</html>\n").ToString();
    }

    static string Conditions(SimulationReport report)
    {
        var parts = new List<string> { report.MarketData, Text($"seed {report.Seed}"), string.Join(", ", report.Operations.Keys) };
        if (report.Faults > 0)
            parts.Add(Text($"{report.Faults:0.##%} of the calls to the exchange fail"));
        if (report.Crash > 0)
            parts.Add(Text($"the host died {report.Work.Crashes:n0} times"));
        return string.Join(" · ", parts);
    }

    static void Figures(StringBuilder page, SimulationReport report)
    {
        var equity = report.Equity;
        page.Append("<dl>\n");
        Figure("Value at the end", Text($"{equity.End:n2} USDT"));
        Figure("Opened with", Text($"{equity.Start:n2} USDT"));
        if (equity.PaidIn != 0m)
            Figure("Paid in later", Text($"{equity.PaidIn:n2} USDT"));
        Figure("Return, time-weighted", Text($"{equity.ReturnPct:+0.0;-0.0;0.0} %"));
        Figure("Largest drawdown", Text($"{equity.MaxDrawdownPct:0.0} %"));
        Figure("Sharpe / Sortino / Calmar", $"{Ratio(equity.Sharpe)} / {Ratio(equity.Sortino)} / {Ratio(equity.Calmar)}");
        Figure("Orders", Text($"{report.Orders.Filled:n0} filled, {report.Orders.Duplicates:n0} twice"));
        page.Append("</dl>\n");

        void Figure(string name, string value) => page.Append(Text($"<div><dt>{Html(name)}</dt><dd>{Html(value)}</dd></div>\n"));
    }

    static void Charts(StringBuilder page, DailyBooks days)
    {
        var book = days.Portfolio;
        var end = book.Days[^1];
        page.Append("<h2>Over time</h2>\n");
        page.Append(new SvgChart(
                "Value, USDT", Text($"From {book.Opening:n0} to {end.Closing:n0}, with {days.PaidIn - book.Opening:n0} paid in."), "")
            .Add("Portfolio", 1, Values(book), filled: true).ToHtml());
        page.Append(new SvgChart(
                "Below the highest value so far", Text($"At the deepest {book.Index.MaxDrawdownPercent:0.0} per cent."), " %")
            .Add("Drawdown", 5, book.Days.Select(day => (day.Day, -day.DrawdownPercent)), filled: true).ToHtml());
        var engines = new SvgChart(
            "What one unit of capital became, by engine",
            string.Join(", ", Traded(days).Select(e => Text($"{e} {days.Of(e).Days[^1].Index:0.00}"))) + ".", "");
        foreach (var (number, engine) in Traded(days).Index())
            engines.Add(engine, number + 1, days.Of(engine).Days.Select(day => (day.Day, day.Index)));
        page.Append(engines.ToHtml());
    }

    static void Engines(StringBuilder page, SimulationReport report)
    {
        Begin(page, "Engines").Append("<table>\n<thead><tr>");
        foreach (var head in (string[])["Engine", "P&L", "Return", "Drawdown", "Fills", "Trades", "Won", "Profit factor", "Fees",
            "Funding", "In the market"])
            page.Append(Text($"<th scope=\"col\">{Html(head)}</th>"));
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var (name, engine) in report.Engines)
        {
            page.Append(Text($"<tr><th scope=\"row\">{name}</th><td>{engine.Pnl:n2}</td><td>{engine.ReturnPct:+0.0;-0.0;0.0} %</td>"))
                .Append(Text($"<td>{engine.MaxDrawdownPct:0.0} %</td><td>{engine.Trades:n0}</td><td>{engine.ClosedTrades:n0}</td>"))
                .Append(Text($"<td>{(engine.WinRate is { } won ? Text($"{100m * won:0.0} %") : "–")}</td>"))
                .Append(Text($"<td>{Ratio((double?)engine.ProfitFactor)}</td>"))
                .Append(Text($"<td>{engine.Fees:n2}</td><td>{engine.FundingIncome:n2}</td><td>{engine.InMarketPct:0.0} %</td></tr>\n"));
        }
        page.Append("</tbody>\n</table></div>\n");
    }

    static void Criteria(StringBuilder page, IReadOnlyList<PassCriterion> criteria)
    {
        if (criteria.Count == 0)
            return;
        Begin(page, "What an engine has to reach").Append("<table class=\"checks\">\n<thead><tr><th scope=\"col\">Engine</th>")
            .Append("<th scope=\"col\">Figure</th><th scope=\"col\">Asked</th><th scope=\"col\">Reached</th><th scope=\"col\">Verdict</th>")
            .Append("</tr></thead>\n<tbody>\n");
        foreach (var criterion in criteria)
            page.Append(Text($"<tr><th scope=\"row\">{criterion.Engine}</th><td>{Html(Words(criterion.Figure))}</td>"))
                .Append(Text($"<td>{Html(criterion.Asked)}</td>"))
                .Append(Text($"<td>{(criterion.Value is { } value ? Text($"{value:0.00##}") : "–")}</td>"))
                .Append(Verdict(criterion.Met, "met", "not met"))
                .Append("</tr>\n");
        page.Append("</tbody>\n</table></div>\n");
    }

    static void Checks(StringBuilder page, SimulationReport report)
    {
        Begin(page, "What was checked").Append("<table class=\"checks\">\n<tbody>\n");
        Check("Orders sent twice", Text($"{report.Orders.Duplicates:n0}"), report.Orders.Duplicates == 0);
        Check("Orchestrations failed or left over", Text($"{report.Work.Failed:n0}, {report.Work.LeftOver:n0}"),
            report.Work is { Failed: 0, LeftOver: 0 });
        Check("Ledger balanced", Text($"{report.Ledger.Entries:n0} entries"), report.Ledger.Balanced);
        Check("Ledger and exchange agree", "to the last digit", report.Ledger.AgreesWithExchange);
        Check("Audit chain", Text($"{report.Audit.Records:n0} records"), report.Audit.ChainValid);
        Check("Longest a leg stood alone", Text($"{report.Naked.LongestSeconds:0.#} s of {report.Naked.BoundSeconds:0} s"),
            report.Naked.LongestSeconds <= report.Naked.BoundSeconds);
        page.Append("</tbody>\n</table></div>\n")
            .Append(Text($"<p>Order list <code>{report.OrderListHash}</code><br>Ledger <code>{report.Ledger.Hash}</code><br>"))
            .Append(Text($"Decisions <code>{report.Audit.DecisionsHash}</code></p>\n"));

        void Check(string name, string value, bool good) => page
            .Append(Text($"<tr><th scope=\"row\">{Html(name)}</th><td>{Html(value)}</td>"))
            .Append(Verdict(good, "holds", "does not hold")).Append("</tr>\n");
    }

    // As the report names it in JSON: maxDrawdownPct is "max drawdown %" to a reader.
    static string Words(string figure) => string
        .Concat(figure.Select(c => char.IsUpper(c) ? Text($" {char.ToLowerInvariant(c)}") : Text($"{c}")))
        .Replace(" pct", " %", StringComparison.Ordinal);

    // What is wider than a phone is moved by keyboard too, and has a name of its own.
    static StringBuilder Begin(StringBuilder page, string title) => page
        .Append(Text($"<h2>{title}</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">"));

    static string Verdict(bool good, string yes, string no) => good ? $"<td class=\"good\">{yes}</td>" : $"<td class=\"bad\">{no}</td>";

    static IEnumerable<string> Traded(DailyBooks days) => Enum.GetValues<PortfolioEngine>().Select(Account.EngineCode)
        .Where(engine => days.Of(engine).Days.Any(day => day.Closing > 0m));

    static IEnumerable<(DateOnly, decimal)> Values(DailyBook book) =>
        book.Days.Select(day => (day.Day, day.Closing)).Prepend((book.Before, book.Opening));

    static string Ratio(double? value) => value is { } ratio ? Text($"{ratio:0.00}") : "–";

    static string Html(string text) => WebUtility.HtmlEncode(text);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
