using System.Text;
using Orchestrations.App.Exports;

namespace Orchestrations.App.Tests.Exports;

public class ExportTableTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("'=1")]
    [InlineData("＝1")]
    public void Field_ThatASpreadsheetWouldRun_IsTextAndReadsBackAsItWas(string text)
    {
        var field = CsvField.Of(text);

        Assert.Equal($"\"'{text}\"", field);
        Assert.Equal(text, CsvField.Read(field[1..^1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a drill")]
    [InlineData("{\"a\":1}")]
    [InlineData("2 = 1+1")]
    public void Field_OfOrdinaryText_StaysAsItIs(string text) => Assert.Equal(text, CsvField.Read(CsvField.Of(text)[1..^1].Replace("\"\"", "\"")));

    [Fact]
    public async Task Rows_InBothFormats_KeepEveryDigitAndEscapeWhatMustBe()
    {
        var table = new ExportTable<decimal>(
            ("number", n => 7L), ("time", _ => Bench.Start), ("text", _ => "a, \"b\"\nc"), ("amount", n => n), ("none", _ => null));

        Assert.Equal(
            "number,time,text,amount,none\r\n7,2024-01-15T00:05:00.0000000Z,\"a, \"\"b\"\"\nc\",-0.0000000000000000000000000001,\r\n",
            await WriteAsync(table, ExportFormat.Csv));
        Assert.Equal(
            "{\"number\":7,\"time\":\"2024-01-15T00:05:00.0000000Z\",\"text\":\"a, \\\"b\\\"\\nc\","
            + "\"amount\":\"-0.0000000000000000000000000001\"}\n",
            await WriteAsync(table, ExportFormat.Jsonl));
    }

    static async Task<string> WriteAsync(ExportTable<decimal> table, ExportFormat format)
    {
        using var stream = new MemoryStream();
        var rows = new[] { -0.0000000000000000000000000001m }.ToAsyncEnumerable();
        Assert.Equal(1, await table.WriteAsync(rows, format, stream, Bench.None));
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
