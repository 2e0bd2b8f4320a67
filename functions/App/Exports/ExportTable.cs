using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrations.App.Exports;

/// <summary>A table to be exported, row by row: no more of it is ever in memory than a few rows.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="columns">Their names and values: texts, times, whole numbers and decimals.</param>
sealed class ExportTable<T>(params IReadOnlyList<(string Name, Func<T, object?> Value)> columns)
{
    const int RowsBetweenFlushes = 200;

    static readonly JsonWriterOptions json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a table.</summary>
    /// <param name="rows">In order.</param>
    /// <param name="format">How.</param>
    /// <param name="output">Where to, in UTF-8 without a mark.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>How many rows there were.</returns>
    public async Task<long> WriteAsync(IAsyncEnumerable<T> rows, ExportFormat format, Stream output, CancellationToken cancellation)
    {
        var written = 0L;
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), 32 * 1024, leaveOpen: true);
        if (format == ExportFormat.Csv)
            await writer.WriteAsync(string.Join(',', columns.Select(column => column.Name)) + "\r\n");
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            await writer.WriteAsync(format == ExportFormat.Csv ? CsvOf(row) : JsonOf(row));
            if (++written % RowsBetweenFlushes == 0)
                await writer.FlushAsync(cancellation);
        }
        await writer.FlushAsync(cancellation);
        return written;
    }

    string CsvOf(T row) => string.Join(',', columns.Select(column => column.Value(row) switch
    {
        string text => CsvField.Of(text),
        DateTimeOffset time => Text(time),
        decimal number => Text(number),
        null => "",
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    })) + "\r\n";

    // Decimals are texts, as in every answer: browsers and many programs keep numbers in binary floating point.
    string JsonOf(T row)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in columns)
                switch (value(row))
                {
                    case string text:
                        writer.WriteString(name, text);
                        break;
                    case DateTimeOffset time:
                        writer.WriteString(name, Text(time));
                        break;
                    case decimal number:
                        writer.WriteString(name, Text(number));
                        break;
                    case long number:
                        writer.WriteNumber(name, number);
                        break;
                    case null:
                        break;
                    case var other:
                        throw new InvalidOperationException($"The column {name} holds a {other.GetType().Name}, which no export writes.");
                }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    static string Text(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    static string Text(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
