using System.CommandLine;
using Orchestrations.Domain;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Local.Verification;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>verify</c>: packs, checkpoints, log proofs and audit exports, from files alone. Nothing is asked of any network.</summary>
static class VerifyCommand
{
    const long LargestFile = 1L << 30;

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var files = new Argument<FileInfo[]>("file")
        {
            Description = "Proof packs, .tlog-proof files, checkpoints, log consistency proofs, audit exports (JSON Lines or CSV).",
            Arity = ArgumentArity.OneOrMore,
        };
        var keys = new Option<FileInfo?>("--keys")
        {
            Description = "The issuer's list of public keys, from the issuer. Without it no signature can be verified.",
        };
        var head = new Option<string?>("--head")
        {
            Description = "The hash that the last record of an audit export must have, when it is known: finds a cut-off end.",
        };
        var command = new Command("verify", "Verify files offline. Exit code 0 only when every required check of every file passes.")
        {
            files, keys, head,
        };
        command.SetAction((parsed, cancellation) => CodedError.GuardAsync(errors, () => Task.FromResult(Run(
            Terminal.On(output), parsed.GetValue(files)!, parsed.GetValue(keys), parsed.GetValue(head), cancellation))));
        return command;
    }

    static int Run(IAnsiConsole console, FileInfo[] files, FileInfo? keyFile, string? head, CancellationToken cancellation)
    {
        using var keys = keyFile is null ? null : ReadKeys(keyFile);
        var given = files.Select(file => new GivenFile(file.FullName, Read(file))).ToList();
        var bench = new FileVerification(given, keys, head, BesideIt);
        var good = 0;
        foreach (var file in given)
        {
            cancellation.ThrowIfCancellationRequested();
            var verdict = bench.Verify(file);
            Print(console, file, verdict);
            good += verdict.IsGood ? 1 : 0;
        }

        console.WriteLine($"{good} of {given.Count} files verified.");
        return good == given.Count ? 0 : 1;
    }

    static void Print(IAnsiConsole console, GivenFile file, FileVerdict verdict)
    {
        console.MarkupLine($"[bold]{Markup.Escape(Path.GetFileName(file.Path))}[/]: {Markup.Escape(verdict.Kind)}");
        foreach (var check in verdict.Checks)
            console.MarkupLine($"  {Mark(check.Outcome)} {check.Name,-12} [grey]{Markup.Escape(check.Reason)}[/]");
        console.WriteLine($"  {verdict.Conclusion}");
    }

    static string Mark(AxisOutcome outcome) => outcome switch
    {
        AxisOutcome.Pass => "[green]PASS   [/]",
        AxisOutcome.Fail => "[red]FAIL   [/]",
        _ => "[yellow]SKIPPED[/]",
    };

    static KeyList ReadKeys(FileInfo file)
    {
        try
        {
            return KeyList.Read(Read(file));
        }
        catch (DomainException refused)
        {
            throw new CodedError(refused.Code, $"--keys {file}: {refused.Message}", refused);
        }
    }

    // The proof of x.pack stands beside it as x.pack.tlog-proof or x.tlog-proof.
    static byte[]? BesideIt(string pack)
    {
        foreach (var path in (string[])[pack + ".tlog-proof", Path.ChangeExtension(pack, ".tlog-proof")])
            if (path != pack && File.Exists(path))
                return Read(new FileInfo(path));
        return null;
    }

    static byte[] Read(FileInfo file)
    {
        try
        {
            if (!file.Exists)
                throw new CodedError(CodedError.BadArgument, $"There is no file '{file}'.");
            if (file.Length > LargestFile)
                throw new CodedError(CodedError.BadArgument, $"The file '{file}' is larger than 1 GiB, which no pack is.");
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CodedError(CodedError.BadArgument, $"The file '{file}' cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
