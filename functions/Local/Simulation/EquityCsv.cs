using System.Globalization;
using System.Text;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Local.Simulation;

/// <summary>The value of each day as CSV (RFC 4180): one row for each day's end, amounts in USDT, points as decimal sign.</summary>
static class EquityCsv
{
    /// <summary>The file's content.</summary>
    public static string Of(DailyBooks days)
    {
        var engines = Enum.GetValues<PortfolioEngine>().Select(Account.EngineCode).ToList();
        var csv = new StringBuilder("day,equity,paid_in,profit,index,drawdown_pct," + string.Join(',', engines) + "\r\n");
        var book = days.Portfolio;
        csv.Append(CultureInfo.InvariantCulture, $"{book.Before:yyyy-MM-dd},{book.Opening:0.00},0.00,0.00,1.000000,0.00");
        foreach (var engine in engines)
            csv.Append(CultureInfo.InvariantCulture, $",{days.Of(engine).Opening:0.00}");
        csv.Append("\r\n");
        foreach (var (number, day) in book.Days.Index())
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{day.Day:yyyy-MM-dd},{day.Closing:0.00},{day.Flow:0.00},{day.Profit:0.00},{day.Index:0.000000},{day.DrawdownPercent:0.00}");
            foreach (var engine in engines)
                csv.Append(CultureInfo.InvariantCulture, $",{days.Of(engine).Days[number].Closing:0.00}");
            csv.Append("\r\n");
        }
        return csv.ToString();
    }
}
