namespace Orchestrations.App.MarketData.Recorded;

/// <summary>
/// A file of recorded data is missing or wrong. Nothing of it is used: half a history would give false results.
/// </summary>
public sealed class RecordedDataException : Exception
{
    /// <param name="code">ORC-DATA-001 to -006.</param>
    /// <param name="file">The file or folder.</param>
    /// <param name="line">The line, counted from 1; 0 when it is about the whole file.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public RecordedDataException(string code, string file, int line, string problem, Exception? inner = null)
        : base(line > 0 ? FormattableString.Invariant($"{file}, line {line}: {problem}") : $"{file}: {problem}", inner)
    {
        Code = code;
        File = file;
        Line = line;
    }

    /// <summary>Code of a folder or file that is missing or unreadable.</summary>
    public const string Missing = "ORC-DATA-001";

    /// <summary>Code of a header that is not the layout's.</summary>
    public const string BadHeader = "ORC-DATA-002";

    /// <summary>Code of a row with a missing column, a number or a time that cannot be read.</summary>
    public const string BadRow = "ORC-DATA-003";

    /// <summary>Code of a row that repeats a time or goes back in time.</summary>
    public const string BadOrder = "ORC-DATA-004";

    /// <summary>Code of a row whose prices contradict each other.</summary>
    public const string BadPrices = "ORC-DATA-005";

    /// <summary>Code of a gap between two rows.</summary>
    public const string Gap = "ORC-DATA-006";

    /// <summary>Stable code, ORC-DATA-001 to -006.</summary>
    public string Code { get; }

    /// <summary>The file or folder.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1; 0 when it is about the whole file.</summary>
    public int Line { get; }
}
