using System.Text;
using Orchestrations.Local.Tests.CommandLine;
using Orchestrations.Local.Verification;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>Exports of the books, from the host and from the command line, to the verifier.</summary>
public sealed class ExportTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-export-").FullName;
    readonly ManualTimeProvider time = new(new DateTimeOffset(2024, 1, 15, 9, 30, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task AuditExport_OfTheHostAndOfTheCommand_IsOneAndVerifies(string format)
    {
        await using var host = await TradedAsync();
        using var answer = await host.Http.GetAsync(new Uri($"api/audit/export?format={format}", UriKind.Relative));
        var head = answer.Headers.GetValues("X-Audit-Head").Single();
        var served = Write("served." + format, await answer.Content.ReadAsByteArrayAsync());

        // The command reads the same books beside the running host.
        var written = Path.Combine(folder, "written." + format);
        var export = await CommandRun.OfAsync("export", "audit", "--format", format, "--to", written, "--data-dir", Data);
        Assert.True(export.ExitCode == 0, export.ToString());
        Assert.Contains(head, export.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(served), File.ReadAllText(written));

        var verified = await CommandRun.OfAsync("verify", served, written, "--head", head);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("2 of 2 files verified.", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task AuditExport_WithAnyByteChanged_DoesNotVerify(string format)
    {
        await using var host = await TradedAsync();
        var bytes = await host.Http.GetByteArrayAsync(new Uri($"api/audit/export?format={format}", UriKind.Relative));
        bool Verifies(byte[] file) => new FileVerification([], null, null, _ => null).Verify(new GivenFile("audit", file)).IsGood;
        Assert.True(Verifies(bytes));

        var unnoticed = new List<string>();
        for (var at = 0; at < bytes.Length; at += 5)
            foreach (var change in (byte[])[0x01, 0x20])
            {
                bytes[at] ^= change;
                if (Verifies(bytes))
                    unnoticed.Add(Encoding.UTF8.GetString(bytes, Math.Max(0, at - 20), Math.Min(40, bytes.Length - Math.Max(0, at - 20))));
                bytes[at] ^= change;
            }
        Assert.True(unnoticed.Count == 0, $"{unnoticed.Count} changes were not noticed:\n{string.Join('\n', unnoticed.Take(10))}");
    }

    [Fact]
    public async Task AuditExport_WithAReasonThatIsAFormula_IsSafeAndVerifies()
    {
        await using var host = await TradedAsync();
        await host.PostAsync("api/emergency-stop", new { reason = "=HYPERLINK(\"http://x\")" });
        var csv = await host.Http.GetByteArrayAsync(new Uri("api/audit/export", UriKind.Relative));
        // The reason is inside of the record's JSON; no cell begins with it.
        Assert.DoesNotContain(",\"=", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.OfAsync("verify", Write("formula.csv", csv))).ExitCode);
    }

    [Fact]
    public async Task LedgerAndTrades_OfADay_ListEveryPostingAndFillOnce()
    {
        await using var host = await TradedAsync();
        var ledger = (await host.GetAsync("api/ledger/export")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var trades = (await host.GetAsync("api/trades/export?from=2024-01-15&to=2024-01-15")).Text
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var none = (await host.GetAsync("api/trades/export?from=2024-01-16&format=jsonl")).Text;

        Assert.Equal("sequence,time,source,description,engine,account,asset,amount", ledger[0]);
        // The opening has two postings, each of the two fills five.
        Assert.Equal(1 + 2 + 2 * 5, ledger.Length);
        Assert.Equal("time,id,order,engine,market,kind,symbol,side,quantity,price,notional,fee,feeAsset,funding,realised", trades[0]);
        Assert.Equal(["\"BTCUSDT\"", "\"ETHUSDT\""], trades[1..].Select(line => line.Split(',')[6]));
        Assert.All(trades[1..], line => Assert.EndsWith(",0,0", line, StringComparison.Ordinal));
        Assert.Equal("", none);
        (await host.GetAsync("api/trades/export?format=xlsx")).IsProblem(400, "ORC-HTTP-004", "xlsx");
        (await host.GetAsync("api/ledger/export?from=soon")).IsProblem(400, "ORC-HTTP-004", "soon");

        var command = await CommandRun.OfAsync("export", "trades", "--data-dir", Data, "--until", "2024-01-15");
        Assert.Equal(trades, command.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("2 rows", command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OfWhatIsNotThere_IsRefused()
    {
        (await CommandRun.OfAsync("export", "audit", "--data-dir", folder)).IsRefused("ORC-LOCAL-003", folder);
        (await CommandRun.OfAsync("export", "audit", "--format", "xml")).IsRefused("ORC-LOCAL-003", "xml");
        (await CommandRun.OfAsync("export", "trades", "--from", "soon")).IsRefused("ORC-LOCAL-003", "soon");
        (await CommandRun.OfAsync("export")).IsRefused("ORC-LOCAL-003");
        await using var host = await TradedAsync();
        (await CommandRun.OfAsync("export", "audit", "--data-dir", Data, "--to", Path.Combine(folder, "no", "where.csv")))
            .IsRefused("ORC-LOCAL-004", "where.csv");
    }

    string Data => Path.Combine(folder, "data");

    async Task<ServedHost> TradedAsync()
    {
        var host = await ServedHost.StartAsync(Data, time, ("Operations:Run", "none"));
        var made = await host.PostAsync("api/dca/plans", new
        {
            name = "savings",
            capital = 1400m,
            targets = new[] { new { symbol = "BTCUSDT", share = 0.4m }, new { symbol = "ETHUSDT", share = 0.2m } },
            amountPerInterval = "12.5",
        });
        Assert.Equal(201, made.Status);
        await host.PostAsync("api/dca/plans/savings/runs");
        await host.UntilAsync("api/dca/runs/dca-savings-20240115", answer => answer.Status == 200 && answer["status"] is "Completed");
        return host;
    }

    string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
