using System.Text;
using System.Text.RegularExpressions;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Portal.Tests;

/// <summary>
/// The second verifier as people use it: the page from a file, in a real Chromium, beside the command <c>verify</c> on the same files.
/// </summary>
public sealed partial class VerifierPageTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-verifier-").FullName;
    Chromium chromium = null!;
    string keys = "";
    string whole = "";
    string redacted = "";
    string consistency = "";

    public async Task InitializeAsync()
    {
        await using (var host = await ServedHost.StartAsync(Path.Combine(folder, "data"), WallClock.Instance))
        {
            const string run = """
                {"subject":"SHIPMENT-1","events":[
                  {"id":"e1","time":"2026-01-01T08:00:00Z","type":"pickup","driver":"Ada","weight":"1200.50"},
                  {"id":"e2","time":"2026-01-02T08:00:00Z","type":"handover","driver":"Grace"}]}
                """;
            var made = await host.PostTextAsync("proofpacks/run?wait=30", run);
            Assert.True(made.Status == 201, made.ToString());
            whole = Write("whole.json", made.Text);
            keys = Write("keys.json", (await host.GetAsync("proofpacks/keys")).Text);
            using var template = new StringContent(
                """{"rules":[{"field":"/source/driver","action":"mask"},{"field":"/source/weight","action":"drop"}]}""", Encoding.UTF8,
                "application/json");
            Assert.True((await host.Http.PutAsync(new Uri("proofpacks/templates/customs", UriKind.Relative), template)).IsSuccessStatusCode);
            var list = (await host.GetAsync("proofpacks?subject=SHIPMENT-1")).Json;
            var id = list.GetProperty("packs")[0].GetProperty("id").GetString();
            redacted = Write("redacted.json", (await host.GetAsync($"proofpacks/{id}?template=customs")).Text);
            var other = run.Replace("SHIPMENT-1", "SHIPMENT-2", StringComparison.Ordinal);
            Assert.Equal(201, (await host.PostTextAsync("proofpacks/run?wait=30", other)).Status);
            consistency = Write("consistency.json", (await host.GetAsync("proofpacks/log/consistency?from=1&to=2")).Text);
        }
        chromium = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await chromium.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Pack_ThatIsWhole_IsVerifiedAsByTheCommand()
    {
        await using var page = await VerifierPage.OpenAsync(chromium.Browser);
        await page.ChooseAsync("keys", keys);
        await page.ChooseAsync("pack", whole);
        await AgreesAsync(page, whole, "Verified", exitCode: 0);
        Assert.Contains("Grace", await page.EventsAsync(), StringComparison.Ordinal);
        await page.LookAsync("whole");
    }

    [Fact]
    public async Task Pack_WithOneValueChanged_IsRefutedAndNotShown()
    {
        var tampered = Write("tampered.json", File.ReadAllText(whole).Replace("Grace", "Grice", StringComparison.Ordinal));
        await using var page = await VerifierPage.OpenAsync(chromium.Browser);
        await page.DropAsync(tampered, keys);
        await AgreesAsync(page, tampered, "Refuted", exitCode: 1);
        Assert.DoesNotContain("Grice", await page.EventsAsync(), StringComparison.Ordinal);
        await page.LookAsync("tampered");
    }

    [Fact]
    public async Task Copy_WithFieldsWithheld_IsVerifiedAndShowsNoneOfThem()
    {
        await using var page = await VerifierPage.OpenAsync(chromium.Browser);
        await page.DropAsync(redacted, keys);
        await AgreesAsync(page, redacted, "Verified", exitCode: 0);
        var shown = await page.EventsAsync();
        Assert.Contains("withheld", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Grace", shown, StringComparison.Ordinal);
        await page.LookAsync("redacted");
    }

    [Fact]
    public async Task Pack_WithoutTheKeys_IsIncompleteAndSaysWhatWasSkipped()
    {
        await using var page = await VerifierPage.OpenAsync(chromium.Browser);
        await page.DropAsync(whole);
        var (verdict, axes) = await page.ReadAsync();
        Assert.StartsWith("Incomplete", verdict, StringComparison.Ordinal);
        Assert.Equal("SKIPPED", axes["signature"]);
        // The keys come later: the verdict is of all files that are chosen.
        await page.DropAsync(keys);
        await AgreesAsync(page, whole, "Verified", exitCode: 0);
    }

    [Fact]
    public async Task ConsistencyOfTheLog_IsVerifiedAsWell()
    {
        var output = new StringWriter();
        Assert.Equal(0, await LocalCommandLine.RunAsync(["verify", consistency, "--keys", keys], output, output));
        await using var page = await VerifierPage.OpenAsync(chromium.Browser);
        await page.DropAsync(consistency, keys);
        var (verdict, axes) = await page.ReadAsync();
        Assert.StartsWith("Verified: the log only grew", verdict, StringComparison.Ordinal);
        Assert.Equal(("PASS", "PASS", "PASS"), (axes["format"], axes["checkpoint"], axes["consistency"]));
        await page.LookAsync("consistency");

        await page.DropAsync(consistency, whole);
        await AgreesAsync(page, whole, "Verified", exitCode: 0);
        var longer = Write("longer.json", File.ReadAllText(consistency).Replace("\"from\":1", "\"from\":2", StringComparison.Ordinal));
        await page.DropAsync(longer);
        Assert.StartsWith("Refuted", (await page.ReadAsync()).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsNoPack_IsRefutedWithoutAnError()
    {
        await using var page = await VerifierPage.OpenAsync(chromium.Browser);
        await page.ChooseAsync("pack", Write("note.txt", "hello"));
        Assert.StartsWith("Refuted", (await page.ReadAsync()).Verdict, StringComparison.Ordinal);
    }

    async Task AgreesAsync(VerifierPage page, string file, string standing, int exitCode)
    {
        var output = new StringWriter();
        Assert.Equal(exitCode, await LocalCommandLine.RunAsync(["verify", file, "--keys", keys], output, output));
        var command = Line().Matches(output.ToString()).ToDictionary(match => match.Groups["axis"].Value, match => match.Groups["outcome"].Value);
        Assert.NotEmpty(command);

        var (verdict, axes) = await page.ReadAsync();

        Assert.StartsWith(standing, verdict, StringComparison.Ordinal);
        Assert.Equal(command.OrderBy(axis => axis.Key, StringComparer.Ordinal), axes.OrderBy(axis => axis.Key, StringComparer.Ordinal));
    }

    string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex(@"^  (?<outcome>PASS|FAIL|SKIPPED)\s+(?<axis>\w+) ", RegexOptions.Multiline)]
    private static partial Regex Line();
}
