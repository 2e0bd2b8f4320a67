using Microsoft.AspNetCore.Http;
using Orchestrations.App.Problems;

namespace Orchestrations.App.Exports;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values (RFC 4180) with a heading: for people and spreadsheets.</summary>
    Csv,

    /// <summary>JSON Lines: one object on each line, for programs.</summary>
    Jsonl,
}

/// <summary>The names of formats.</summary>
public static class ExportFormats
{
    /// <summary>Reads a name.</summary>
    /// <exception cref="ProblemException">ORC-HTTP-004: it is none.</exception>
    public static ExportFormat Parse(string name) => name switch
    {
        "" or "csv" => ExportFormat.Csv,
        "jsonl" => ExportFormat.Jsonl,
        _ => throw new ProblemException(
            StatusCodes.Status400BadRequest, PageQuery.Bad, $"format '{name}' is refused; use csv or jsonl."),
    };

    /// <summary>The media type, with its character set.</summary>
    public static string MediaTypeOf(ExportFormat format) =>
        format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8";

    /// <summary>The ending of a file.</summary>
    public static string EndingOf(ExportFormat format) => format == ExportFormat.Csv ? "csv" : "jsonl";
}
