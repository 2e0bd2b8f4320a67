using System.CommandLine;
using System.Text;
using Orchestrations.App.Audit;
using Orchestrations.App.Exports;
using Orchestrations.App.Ledger;
using Orchestrations.App.Problems;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Local.Serving;
using Orchestrations.Local.Storage;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>export audit|ledger|trades</c>: the books as files, for accountants and auditors, also while a host runs.</summary>
static class ExportCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var format = new Option<ExportFormat>("--format")
        {
            Description = "csv (for spreadsheets) or jsonl (for programs).",
            DefaultValueFactory = _ => ExportFormat.Csv,
        };
        var to = new Option<FileInfo?>("--to") { Description = "The file to write; the output when left out. An older one is replaced." };
        var (from, until) = (Day("--from", "Only from this day on, such as 2026-01-31."), Day("--until", "Only up to this day, included."));
        var command = new Command("export", "Write the audit log, the ledger or the trades to a file.");
        command.Add(Table("audit", "The audit log, whole, as verify reads it.", []));
        command.Add(Table("ledger", "The journal, one row for each posting.", [from, until]));
        command.Add(Table("trades", "Trades and settlements with fees and what each realised.", [from, until]));
        return command;

        Command Table(string name, string description, Option[] more)
        {
            var table = new Command(name, description) { format, to, CommonOptions.DataDir, CommonOptions.Set };
            foreach (var option in more)
                table.Add(option);
            table.SetAction((parsed, cancellation) => CodedError.GuardAsync(errors, async () =>
            {
                var days = new DayRange(parsed.GetValue(from), parsed.GetValue(until));
                var folder = parsed.GetValue(CommonOptions.DataDir)!.FullName;
                using var store = Open(folder);
#pragma warning disable RS0030 // The entry point is one of the few places that name the system's clock.
                using var audit = new AuditRepository(store, TimeProvider.System);
#pragma warning restore RS0030
                using var ledger = new LedgerRepository(store);
                var job = new Job(
                    name, new BookExports(audit, ledger), Portfolio(folder, CommonOptions.Settings(parsed)), parsed.GetValue(format), days);
                await (parsed.GetValue(to) is { } file
                    ? ToFileAsync(job, file, output, cancellation)
                    : ToOutputAsync(job, output, errors, cancellation));
                return 0;
            }));
            return table;
        }
    }

    // The older file stays until the new one is there whole.
    static async Task ToFileAsync(Job job, FileInfo file, TextWriter output, CancellationToken cancellation)
    {
        var part = file.FullName + ".part";
        try
        {
            string said;
            await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
                said = await job.WriteAsync(stream, cancellation);
            File.Move(part, file.FullName, overwrite: true);
            await output.WriteLineAsync($"{file.FullName}: {said}");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CodedError(CodedError.CannotWrite, $"The file '{file}' cannot be written: {refused.Message} Choose another --to.", refused);
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }

    static async Task ToOutputAsync(Job job, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        await using var stream = new TextStream(output);
        await errors.WriteLineAsync(await job.WriteAsync(stream, cancellation));
    }

    static SqliteStore Open(string folder)
    {
        var file = Path.Combine(folder, "store.db");
        return File.Exists(file)
            ? new SqliteStore(file)
            : throw new CodedError(CodedError.BadArgument, $"There are no books in '{folder}': name the data folder of a host with --data-dir.");
    }

    static string Portfolio(string folder, IReadOnlyDictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder();
        LocalSettings.AddTo(configuration, new ServeOptions(CommonOptions.DefaultUrl, folder, settings));
        var reader = new SettingsReader(configuration.Build());
        var trading = TradingSettings.Read(reader);
        reader.ThrowIfRefused();
        return trading.Portfolio;
    }

    static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument =>
        {
            var text = argument.Tokens is [var token] ? token.Value : "";
            if (DayRange.TryDay(text, out var day))
                return day;
            argument.AddError($"'{text}' is not a day: use a form such as 2021-01-31.");
            return null;
        },
    };

    sealed record Job(string Name, BookExports Exports, string Portfolio, ExportFormat Format, DayRange Days)
    {
        /// <returns>What was written, for people.</returns>
        public async Task<string> WriteAsync(Stream stream, CancellationToken cancellation)
        {
            if (Name == "audit")
            {
                var head = await Exports.AuditHeadAsync(cancellation);
                var records = await Exports.WriteAuditAsync(Format, stream, head, cancellation);
                return $"{records} records; the last one's hash, for verify --head: {head}";
            }

            var rows = Name == "ledger"
                ? await Exports.WriteLedgerAsync(Portfolio, Days, Format, stream, cancellation)
                : await Exports.WriteTradesAsync(Portfolio, Days, Format, stream, cancellation);
            return $"{rows} rows";
        }
    }

    /// <summary>Bytes of UTF-8 as text: the command's output is a writer of text, in tests as on a terminal.</summary>
    sealed class TextStream(TextWriter output) : MemoryStream
    {
        readonly Decoder decoder = Encoding.UTF8.GetDecoder();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var text = new char[buffer.Length];
            await output.WriteAsync(text.AsMemory(0, decoder.GetChars(buffer.Span, text, flush: false)), cancellationToken);
        }
    }
}
