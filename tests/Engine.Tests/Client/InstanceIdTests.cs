using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tests.Client;

public class InstanceIdTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData("@entity", "starts with '@'")]
    [InlineData("a/b", "has one of")]
    [InlineData(@"a\b", "has one of")]
    [InlineData("a#b", "has one of")]
    [InlineData("a?b", "has one of")]
    [InlineData("naïve", "outside printable ASCII")]
    [InlineData("a\tb", "outside printable ASCII")]
    [InlineData("a\u007Fb", "outside printable ASCII")]
    public Task InstanceId_ThatBreaksTheRule_IsRefusedByClientAndContext(string id, string why) => EngineUnderTest.On(
        Head.Virtual,
        tasks =>
        {
            tasks.AddOrchestratorFunc("any", _ => 1);
            tasks.AddOrchestratorFunc("parent", async context => (await Assert.ThrowsAsync<ArgumentException>(
                () => context.CallSubOrchestratorAsync<int>("any", options: new SubOrchestrationOptions(instanceId: id)))).Message);
        },
        async engine =>
        {
            var refusal = await Assert.ThrowsAsync<ArgumentException>(() => engine.Start("any", id: id));
            Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("ORC-ENGINE-003", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(refusal.Message, await engine.Result<string>("parent"));
        });

    [Theory, EachHead]
    public Task InstanceId_OfUpToAHundredPrintableCharacters_Works(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("any", context => context.InstanceId),
        async engine =>
        {
            foreach (var id in new[] { "a", "dca-BTC 2024.01.15_%'\";--", new string('x', 100) })
                Assert.Equal(id, await engine.Result<string>("any", id: id));
            var refusal = await Assert.ThrowsAsync<ArgumentException>(() => engine.Start("any", id: new string('x', 101)));
            Assert.Contains("has 101 characters", refusal.Message, StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task InstanceId_NotGiven_IsAFreshOneInHex(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("any", _ => 1),
        async engine =>
        {
            var ids = new HashSet<string>();
            for (var i = 0; i < 50; i++)
                ids.Add(await engine.Start("any"));
            await engine.Restart();
            for (var i = 0; i < 50; i++)
                ids.Add(await engine.Start("any"));
            Assert.Equal(100, ids.Count);
            Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
        });
}
