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
    public const string PortInUse = "ORC-LOCAL-001";
    public const string PaperOnly = "ORC-LOCAL-002";
    public const string BadArgument = "ORC-LOCAL-003";
    public const string CannotWrite = "ORC-LOCAL-004";

    public CodedError(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    public string Code { get; }

    /// <summary>The code and the words of an exception that has them; null for one that nobody foresaw.</summary>
    public static (string Code, string Message)? Of(Exception exception) => exception switch
    {
        CodedError e => (e.Code, e.Message),
        SettingsException e => (SettingsReader.BadValue, e.Message),
        StorageException e => (e.Code, e.Message),
        StoreException e => (e.Code, e.Message),
        HostException e => (e.Code, e.Message),
        ReplayException e => (e.Code, e.Message),
        RecordedDataException e => (e.Code, e.Message),
        DomainException e => (e.Code, e.Message),
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ => null,
    };

    /// <summary>Runs a command, and turns a foreseen error into one line on the error output and exit code 2.</summary>
    public static async Task<int> GuardAsync(TextWriter errors, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (Of(exception) is var (code, message))
        {
            await errors.WriteLineAsync($"error {code}: {message.Replace($" ({code})", "", StringComparison.Ordinal)}");
            await errors.WriteLineAsync($"       see docs/errors/{code}.md");
            return 2;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("stopped");
            return 130;
        }
    }
}
