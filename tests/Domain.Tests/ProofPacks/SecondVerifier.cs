using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.TestKit;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>Runs the script of verify.html in Node, on cases given as JSON.</summary>
static class SecondVerifier
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    public static bool CanRun { get; } = Version() >= 20;

    /// <summary>For each case its standing and axes in words.</summary>
    public static List<string> Run(IReadOnlyList<VerifierCase> cases) => Ask(new
    {
        verify = cases.Select(one => new
        {
            pack = Base64(one.Pack),
            keys = Base64(one.Keys?.ToBytes()),
            proof = Base64(one.LogProof),
            previous = Base64(one.Previous),
        }),
    });

    /// <summary>For each consistency file its results in words.</summary>
    public static List<string> RunConsistency(IEnumerable<(byte[] File, KeyList? Keys)> cases) => Ask(new
    {
        consistency = cases.Select(one => new { file = Base64(one.File), keys = Base64(one.Keys?.ToBytes()) }),
    });

    /// <summary>For each list of keys their ids, or <c>refused</c>.</summary>
    public static List<string> ReadKeys(IEnumerable<byte[]> lists) => Ask(new { keys = lists.Select(Base64) });

    /// <summary>For each text its canonical form in hexadecimal, or <c>refused</c>.</summary>
    public static List<string> Canonicalise(IEnumerable<byte[]> texts) => Ask(new { canonicalise = texts.Select(Base64) });

    static string? Base64(byte[]? bytes) => bytes is null ? null : Convert.ToBase64String(bytes);

    static List<string> Ask(object question)
    {
        var page = Path.Combine(Repository.Root, "functions", "Verifier", "verify.html");
        var script = Path.Combine(Repository.Root, "tests", "Domain.Tests", "ProofPacks", "run-page.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script, page])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using (var input = node.StandardInput)
            input.Write(JsonSerializer.Serialize(question));
        if (!node.WaitForExit(Longest))
            node.Kill();
        Assert.True(node.ExitCode == 0, errors.Result);
        return JsonSerializer.Deserialize<List<string>>(output.Result)!;
    }

    static int Version()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            var text = node.StandardOutput.ReadToEnd(); // v20.20.2
            return int.Parse(text.AsSpan(1, text.IndexOf('.', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture);
        }
        catch (Win32Exception)
        {
            return 0;
        }
    }
}
