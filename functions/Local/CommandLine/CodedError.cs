using Orchestrations.App.Keys;
using Orchestrations.App.MarketData.Recorded;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Replay;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Local.CommandLine;

/// <summary>An error that a person can do something about: a stable code with a page in docs/errors, and what is wrong.</summary>
sealed class CodedError : Exception
{
    /// <summary>An address cannot be listened on.</summary>
    public const string PortInUse = "ORC-LOCAL-001";

    /// <summary>The settings ask for real money, which the local head does not trade.</summary>
    public const string PaperOnly = "ORC-LOCAL-002";

    /// <summary>The command line cannot be carried out as it is written.</summary>
    public const string BadArgument = "ORC-LOCAL-003";

    /// <summary>The report cannot be written.</summary>
    public const string CannotWrite = "ORC-LOCAL-004";

    /// <summary>The settings file cannot be read.</summary>
    public const string BadSettingsFile = "ORC-LOCAL-005";

    /// <summary>The exit code of a command that was refused or broke down for a reason with a code.</summary>
    public const int ExitCode = 2;

    public CodedError(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    public string Code { get; }

    /// <summary>The code and the words of an exception that has them; null for one that nobody foresaw.</summary>
    public static (string Code, string Message)? Of(Exception exception) => exception switch
    {
        CodedError e => (e.Code, e.Message),
        SettingsException e => (e.Code, e.Message),
        StorageException e => (e.Code, Bare(e.Code, e.Message)),
        KeysException e => (e.Code, Bare(e.Code, e.Message)),
        StoreException e => (e.Code, Bare(e.Code, e.Message)),
        HostException e => (e.Code, Bare(e.Code, e.Message)),
        ReplayException e => (e.Code, Bare(e.Code, e.Message)),
        RecordedDataException e => (e.Code, Bare(e.Code, e.Message)),
        DomainException e => (e.Code, Bare(e.Code, e.Message)),
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ => null,
    };

    /// <summary>Runs a command; a foreseen error becomes a line on the error output and <see cref="ExitCode"/>.</summary>
    public static async Task<int> GuardAsync(TextWriter errors, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (Of(exception) is var (code, message))
        {
            return await PrintAsync(errors, code, message);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("stopped");
            return 130;
        }
    }

    /// <summary>Says what is wrong and where to read more.</summary>
    public static async Task<int> PrintAsync(TextWriter errors, string code, string message)
    {
        await errors.WriteLineAsync($"error {code}: {message}");
        await errors.WriteLineAsync($"       see docs/errors/{code}.md");
        return ExitCode;
    }

    // Some messages carry their code themselves; it is printed once.
    static string Bare(string code, string message) => message
        .Replace($" ({code})", "", StringComparison.Ordinal)
        .Replace($"{code}: ", "", StringComparison.Ordinal);
}
