using System.Text.Json;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

/// <summary>The published EPCIS and DCSA samples, from the request to the verdict.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Samples_OfEpcisAndDcsa_BecomePacksThatVerify()
    {
        if (Repository.SharedData is not { } folder)
            return;
        await using var host = await PackHost.StartAsync();
        string[] files =
        [
            .. Directory.GetFiles(Path.Combine(folder, "epcis-events"), "*.jsonld"),
            .. Directory.GetFiles(Path.Combine(folder, "dcsa-tnt"), "*.json"),
        ];
        Assert.True(files.Length >= 7, string.Join(' ', files));
        foreach (var file in files)
        {
            var sample = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
            var pack = await host.MakeAsync($$"""{"subject":"{{Path.GetFileName(file)}}","events":{{sample.GetRawText()}}}""");

            var verdict = await host.PostAsync("proofpacks/verify", pack.Text);
            Assert.True(verdict.Json.GetProperty("standing").GetString() == "Verified", verdict.ToString());
            var hashes = Path.ChangeExtension(file, ".hashes");
            if (File.Exists(hashes))
                Assert.All(File.ReadAllLines(hashes), hash => Assert.Contains(hash, pack.Text, StringComparison.Ordinal));
        }
    }
}
