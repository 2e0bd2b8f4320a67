namespace Orchestrations.App.Exports;

/// <summary>
/// Fields of CSV. A text that a spreadsheet would take for a formula gets one apostrophe before it, and so does one that begins
/// with an apostrophe, so that taking one away gives back exactly what was there: that is what <c>verify</c> does. Numbers of ours
/// are never texts, and keep their sign.
/// </summary>
public static class CsvField
{
    /// <summary>A text as a field, in quotation marks.</summary>
    public static string Of(string text) => '"' + (IsRisky(text) ? "'" + text : text).Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    /// <summary>The text that a field was made of.</summary>
    public static string Read(string field) => field.StartsWith('\'') ? field[1..] : field;

    // What spreadsheets take for the beginning of a formula, also after the blanks that some of them cut off.
    static bool IsRisky(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or ' ' or '\''
        or '＝' or '＋' or '－' or '＠';
}
