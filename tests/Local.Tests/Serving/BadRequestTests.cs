using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>Requests that cannot be served: each is answered with a code and what to do, and changes nothing.</summary>
public sealed class BadRequestTests : IAsyncLifetime
{
    const string Good = """{"name":"p","capital":100,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":10}""";

    const string Management = "runtime/webhooks/durabletask/";

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-bad-").FullName;
    ServedHost host = null!;

    public async Task InitializeAsync() =>
        host = await ServedHost.StartAsync(folder, WallClock.Instance, ("Dca:Schedule", "0 0 0 1 1 *"));

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("{", "ORC-HTTP-001")]
    [InlineData("", "ORC-HTTP-001")]
    [InlineData("null", "ORC-HTTP-001")]
    [InlineData("[1,2]", "ORC-HTTP-001")]
    [InlineData("\"plan\"", "ORC-HTTP-001")]
    [InlineData("{}", "ORC-HTTP-001")]
    [InlineData("""{"name":null,"capital":1,"targets":[],"amountPerInterval":1}""", "ORC-HTTP-001")]
    [InlineData("""{"name":"p","capital":"lots","targets":[],"amountPerInterval":1}""", "ORC-HTTP-001")]
    [InlineData("""{"name":"p","capital":1e400,"targets":[],"amountPerInterval":1}""", "ORC-HTTP-001")]
    [InlineData("""{"name":"p","capital":1,"targets":[null],"amountPerInterval":1}""", "ORC-HTTP-001")]
    [InlineData("""{"name":"p","capital":1,"capital":2,"targets":[],"amountPerInterval":1}""", "ORC-HTTP-001")]
    [InlineData("""{"name":"p","capital":1,"targets":[],"amountPerInterval":1,"captial":2}""", "ORC-HTTP-003")]
    public Task Plan_FromABodyThatIsNotOne_IsRefused(string body, string code) => RefusedAsync(body, code);

    [Theory]
    [InlineData("\"p\"", "\"No Spaces\"", "ORC-DCA-001")]
    [InlineData("\"p\"", "\"../../etc\"", "ORC-DCA-001")]
    [InlineData("\"p\"", "\"\"", "ORC-DCA-001")]
    [InlineData("100", "-100", "ORC-DCA-003")]
    [InlineData("100", "1000000000001", "ORC-DCA-003")]
    [InlineData("100", "79228162514264337593543950335", "ORC-DCA-003")]
    [InlineData("10}", "-0.01}", "ORC-DCA-003")]
    [InlineData("0.5", "0", "ORC-DCA-002")]
    [InlineData("0.5", "-0.5", "ORC-DCA-002")]
    [InlineData("0.5", "1.01", "ORC-DCA-002")]
    [InlineData("BTCUSDT", "DOGEUSDT", "ORC-EXCHANGE-001")]
    [InlineData("BTCUSDT", "BTC", "ORC-MONEY-002")]
    [InlineData("10}", "10,\"deploymentDays\":0}", "ORC-DCA-004")]
    [InlineData("10}", "10,\"intervalHours\":2147483647}", "ORC-DCA-004")]
    [InlineData("10}", "10,\"maxCatchUpIntervals\":-1}", "ORC-DCA-004")]
    [InlineData("10}", "10,\"start\":\"0001-01-01T00:00:00Z\"}", "ORC-DCA-004")]
    [InlineData("10}", "10,\"start\":\"2201-01-01T00:00:00Z\"}", "ORC-DCA-004")]
    [InlineData("10}", "10,\"start\":\"9999-12-31T23:59:59-12:00\"}", "ORC-HTTP-001")]
    public Task Plan_WithAValueOutOfRange_IsRefused(string part, string bad, string code) =>
        RefusedAsync(Good.Replace(part, bad, StringComparison.Ordinal), code);

    [Fact]
    public async Task Plan_LargerThanAnyPlan_IsRefused()
    {
        var large = Good.Replace("\"p\"", $"\"{new string('p', 70_000)}\"", StringComparison.Ordinal);
        var answer = await host.PostTextAsync("api/dca/plans", large);
        answer.IsProblem(413, "ORC-HTTP-002");
    }

    [Fact]
    public async Task Plan_OfANameThatIsTaken_LeavesTheFirstAsItWas()
    {
        Assert.Equal(201, (await host.PostTextAsync("api/dca/plans", Good)).Status);
        var before = (await host.GetAsync("api/dca/plans/p")).Text;
        var again = await host.PostTextAsync("api/dca/plans", Good.Replace("100", "999", StringComparison.Ordinal));
        again.IsProblem(409, "ORC-DCA-006", "'p'");
        Assert.Equal(before, (await host.GetAsync("api/dca/plans/p")).Text);
    }

    [Theory]
    [InlineData("api/dca/plans/nobody", "ORC-DCA-005", "nobody")]
    [InlineData("api/dca/runs/dca-nobody-20240101", "ORC-DCA-009", "dca-nobody-20240101")]
    [InlineData("api/nothing/here", "ORC-HOST-116", "api/nothing/here")]
    [InlineData("runtime/webhooks/durabletask/nothing", "ORC-HOST-116", "nothing")]
    public async Task Get_OfSomethingUnknown_NamesIt(string path, string code, string word) =>
        (await host.GetAsync(path)).IsProblem(404, code, word);

    [Fact]
    public async Task Run_OfAnUnknownPlan_IsRefused() =>
        (await host.PostAsync("api/dca/plans/nobody/runs")).IsProblem(404, "ORC-DCA-005", "nobody");

    [Fact]
    public async Task Run_OfAPlanThatHasNotBegun_IsRefused()
    {
        var later = Good.Replace("10}", "10,\"start\":\"2199-01-01T00:00:00Z\"}", StringComparison.Ordinal);
        Assert.Equal(201, (await host.PostTextAsync("api/dca/plans", later)).Status);
        (await host.PostAsync("api/dca/plans/p/runs")).IsProblem(409, "ORC-DCA-007", "2199-01-01");
    }

    [Fact]
    public async Task Admin_OfAnUnknownFunction_SaysWhereTheyAreListed() =>
        (await host.PostTextAsync("admin/functions/Astrology", "{}"))
            .IsProblem(404, "ORC-HOST-107", "Astrology", "GET /admin/functions");

    [Fact]
    public async Task Admin_OfAnActivity_IsRefused() =>
        (await host.PostTextAsync("admin/functions/SubmitOrder", "{}")).IsProblem(400, "ORC-HOST-115", "SubmitOrder");

    [Fact]
    public async Task Admin_WithABodyThatIsNoJson_IsRefused() =>
        (await host.PostTextAsync("admin/functions/DcaTimer", "{oops")).IsProblem(400, "ORC-HOST-105");

    [Fact]
    public async Task Management_OfAnUnknownOrchestrator_NamesTheKnownOnes()
    {
        var answer = await host.PostTextAsync(Management + "orchestrators/Astrology", "{}");
        answer.IsProblem(400, "ORC-HOST-107", "Astrology", "DcaOrchestrator");
    }

    [Fact]
    public async Task Management_WithABodyThatIsNoJson_StartsNothing()
    {
        (await host.PostTextAsync(Management + "orchestrators/DcaOrchestrator/x1", "{oops")).IsProblem(400, "ORC-HOST-105");
        Assert.Equal(404, (await host.GetAsync(Management + "instances/x1")).Status);
    }

    [Fact]
    public async Task Management_WithAnInputThatMakesNoSense_FailsThatInstanceOnly()
    {
        Assert.Equal(202, (await host.PostTextAsync(Management + "orchestrators/DcaOrchestrator/x2", "\"?\"")).Status);
        var failed = await host.UntilAsync(Management + "instances/x2", answer => answer["runtimeStatus"] == "Failed");
        Assert.NotEqual("", failed["output"]);
        Assert.Equal(200, (await host.GetAsync("health")).Status);
    }

    [Theory]
    [InlineData("{}", "ORC-HTTP-001")]
    [InlineData("""{"reason":"  "}""", "ORC-RISK-010")]
    public async Task EmergencyStop_WithoutAReason_IsRefusedAndNotSwitched(string body, string code)
    {
        (await host.PostTextAsync("api/emergency-stop", body)).IsProblem(400, code);
        Assert.Equal("False", (await host.GetAsync("api/emergency-stop"))["active"]);
    }

    async Task RefusedAsync(string body, string code)
    {
        (await host.PostTextAsync("api/dca/plans", body)).IsProblem(400, code);
        Assert.Equal(0, (await host.GetAsync("api/dca/plans")).Json.GetProperty("plans").GetArrayLength());
    }
}
