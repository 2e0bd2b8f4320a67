using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrations.App.Dca;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Tests.Dca;

public class DcaTriggersTests
{
    const string Good = """
        {"name":"weekly","capital":"1000","targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":20,
         "start":"2024-02-01T00:00:00Z","intervalHours":168}
        """;

    [Fact]
    public async Task CreatePlan_ThatIsGood_IsCreatedOnce()
    {
        using var bench = new Bench();

        var first = await PostAsync(bench, Good);
        var second = await PostAsync(bench, Good);

        Assert.Equal(201, first.Status);
        Assert.Equal((409, "ORC-DCA-006"), (second.Status, second.Problem!.Code));
        Assert.Equal(168, (await bench.Plans.FindAsync("weekly"))!.Interval.TotalHours);
    }

    [Theory]
    [InlineData("{", 400, "ORC-HTTP-001")]
    [InlineData("", 400, "ORC-HTTP-001")]
    [InlineData("null", 400, "ORC-HTTP-001")]
    [InlineData("[]", 400, "ORC-HTTP-001")]
    [InlineData("""{"name":"a"}""", 400, "ORC-HTTP-001")]
    [InlineData("""{"name":null,"capital":1,"targets":[],"amountPerInterval":1}""", 400, "ORC-HTTP-001")]
    [InlineData("""{"name":"a","name":"b","capital":1,"targets":[],"amountPerInterval":1}""", 400, "ORC-HTTP-001")]
    [InlineData("""{"name":"a","capital":"lots","targets":[],"amountPerInterval":1}""", 400, "ORC-HTTP-001")]
    [InlineData("""{"name":"a","capital":1,"targets":[],"amountPerInterval":1,"capitol":2}""", 400, "ORC-HTTP-003")]
    [InlineData("""{"name":"a","capital":1,"targets":[],"amountPerInterval":1}""", 400, "ORC-DCA-002")]
    [InlineData(
        """{"name":"a","capital":-1,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":1}""",
        400, "ORC-DCA-003")]
    [InlineData(
        """{"name":"a","capital":1e15,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":1}""",
        400, "ORC-DCA-003")]
    [InlineData(
        """{"name":"a","capital":1e40,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":1}""",
        400, "ORC-HTTP-001")]
    [InlineData(
        """{"name":"A B","capital":1,"targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":1}""",
        400, "ORC-DCA-001")]
    [InlineData(
        """{"name":"a","capital":1,"targets":[{"symbol":"BTCEUR","share":0.5}],"amountPerInterval":1}""",
        400, "ORC-MONEY-002")]
    [InlineData(
        """{"name":"a","capital":1,"targets":[{"symbol":"NOPEUSDT","share":0.5}],"amountPerInterval":1}""",
        400, "ORC-EXCHANGE-001")]
    [InlineData("""{"name":"a","capital":1,"targets":[null],"amountPerInterval":1}""", 400, "ORC-HTTP-001")]
    [InlineData(
        """{"name":"a","capital":1,"targets":[{"symbol":"BTCUSDT","share":1}],"amountPerInterval":1,"intervalHours":2147483647}""",
        400, "ORC-DCA-004")]
    public async Task CreatePlan_ThatIsBad_IsRefusedWithItsCode(string body, int status, string code)
    {
        using var bench = new Bench();

        var answer = await PostAsync(bench, body);

        Assert.Equal((status, code), (answer.Status, answer.Problem?.Code));
        Assert.Equal($"docs/errors/{code}.md", answer.Problem!.Type);
        Assert.DoesNotContain("Orchestrations.", answer.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreatePlan_WithABodyThatIsTooLarge_IsRefused()
    {
        using var bench = new Bench();

        var answer = await PostAsync(bench, Good + new string(' ', RequestJson.LargestBody));

        Assert.Equal((413, "ORC-HTTP-002"), (answer.Status, answer.Problem!.Code));
    }

    [Fact]
    public async Task GetPlan_ThatNobodyMade_IsNotFound()
    {
        using var bench = new Bench();

        var answer = AnswerOf(await Triggers(bench).DcaGetPlan(new DefaultHttpContext().Request, "none", Bench.None));

        Assert.Equal((404, "ORC-DCA-005"), (answer.Status, answer.Problem!.Code));
    }

    [Fact]
    public async Task GetPlan_AfterARun_ShowsProgressAndWhatIsDue()
    {
        using var bench = new Bench();
        await bench.Plans.CreateAsync(Bench.Plan());

        var result = await Triggers(bench).DcaGetPlan(new DefaultHttpContext().Request, "core", Bench.None);

        var plan = Assert.IsType<DcaPlanAnswer>(Assert.IsAssignableFrom<IValueHttpResult>(result).Value);
        Assert.Equal(50m, plan.Due["BTCUSDT"]);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], plan.Progress.Select(p => p.Symbol));
    }

    static DcaPlanTriggers Triggers(Bench bench) => new(
        bench.Plans, new DcaPlanChanges(bench.Plans, bench.Audit, new UnreadItems(bench.Store, bench.Time), bench.Time),
        new TradingSettings(TradingMode.Paper, "main"),
        bench.Exchange, new IdempotentWrites(bench.Store, bench.Time), bench.Time);

    static async Task<(int Status, ProblemBody? Problem)> PostAsync(Bench bench, string body)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return AnswerOf(await Triggers(bench).DcaCreatePlan(context.Request, Bench.None));
    }

    static (int Status, ProblemBody? Problem) AnswerOf(IResult result)
    {
        var status = Assert.IsAssignableFrom<IStatusCodeHttpResult>(result).StatusCode!.Value;
        var problem = Assert.IsAssignableFrom<IValueHttpResult>(result).Value as ProblemBody;
        if (problem is not null)
            Assert.Equal("application/problem+json", Assert.IsAssignableFrom<IContentTypeHttpResult>(result).ContentType);
        return (status, problem);
    }
}
