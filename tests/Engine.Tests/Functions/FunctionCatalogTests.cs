using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Tests.Functions;

public class FunctionCatalogTests
{
    [Fact]
    public void Discover_OneOfEachKind_FindsThemByNameWithoutCase()
    {
        var catalog = FunctionCatalog.Discover([typeof(OneOfEach), typeof(string)]);

        Assert.Equal(["Act", "Bus", "Orc", "Tick", "Web"], catalog.Functions.Select(function => function.Name));
        Assert.Equal(
            [TriggerKind.Activity, TriggerKind.ServiceBus, TriggerKind.Orchestration, TriggerKind.Timer, TriggerKind.Http],
            catalog.Functions.Select(function => function.Trigger));
        Assert.Equal("Web", catalog.Find("wEB")?.Name);
        Assert.EndsWith("OneOfEach.Web", catalog.Find("Web")!.EntryPoint, StringComparison.Ordinal);
        Assert.Null(catalog.Find("other"));
    }

    [Fact]
    public void Discover_AnAssembly_ScansItsClasses()
        => Assert.Empty(FunctionCatalog.Discover(typeof(FunctionCatalog).Assembly).Functions);

    [Theory]
    [InlineData(typeof(BrokenFunctions.SameName), "ORC-HOST-001", "wice")]
    [InlineData(typeof(BrokenFunctions.NoTrigger), "ORC-HOST-002", "Lost")]
    [InlineData(typeof(BrokenFunctions.TwoTriggers), "ORC-HOST-002", "Torn")]
    [InlineData(typeof(BrokenFunctions.TimerIntoString), "ORC-HOST-003", "TimerInfo")]
    [InlineData(typeof(BrokenFunctions.HttpIntoPoco), "ORC-HOST-003", "[FromBody]")]
    [InlineData(typeof(BrokenFunctions.UnknownParameter), "ORC-HOST-003", "'name'")]
    [InlineData(typeof(BrokenFunctions.UnknownRouteType), "ORC-HOST-003", "'id'")]
    [InlineData(typeof(BrokenFunctions.TwoBodies), "ORC-HOST-003", "'b'")]
    [InlineData(typeof(BrokenFunctions.ClientIntoObject), "ORC-HOST-003", "DurableTaskClient")]
    [InlineData(typeof(BrokenFunctions.ServiceInActivity), "ORC-HOST-003", "constructor")]
    [InlineData(typeof(BrokenFunctions.ClientInOrchestrator), "ORC-HOST-003", "activities")]
    [InlineData(typeof(BrokenFunctions.TwoInputs), "ORC-HOST-003", "one record")]
    [InlineData(typeof(BrokenFunctions.OrchestratorIntoString), "ORC-HOST-003", "TaskOrchestrationContext")]
    [InlineData(typeof(BrokenFunctions.BadTemplate), "ORC-HOST-004", "f/{id")]
    [InlineData(typeof(BrokenFunctions.Hidden), "ORC-HOST-007", "not public")]
    [InlineData(typeof(BrokenFunctions.Generic), "ORC-HOST-007", "generic")]
    [InlineData(typeof(BrokenFunctions.Abstract), "ORC-HOST-007", "abstract")]
    [InlineData(typeof(BrokenFunctions.GenericClass<>), "ORC-HOST-007", "generic class")]
    [InlineData(typeof(BrokenFunctions.ByReference), "ORC-HOST-007", "out parameter")]
    [InlineData(typeof(BrokenFunctions.AsyncVoid), "ORC-HOST-007", "async void")]
    [InlineData(typeof(BrokenFunctions.BadName), "ORC-HOST-011", "no spaces")]
    public void Discover_ABrokenFunction_IsRefusedWithCodeAndName(Type broken, string code, string mentions)
    {
        var refused = Assert.Throws<HostException>(() => FunctionCatalog.Discover([broken]));
        Assert.Equal(code, refused.Code);
        Assert.Contains(mentions, refused.Message, StringComparison.Ordinal);
        Assert.Contains(broken.Name.Split('`')[0], refused.Message, StringComparison.Ordinal);
    }

    internal sealed class OneOfEach
    {
        [Function("Act")]
        public static string Act([ActivityTrigger] string input) => input;

        [Function("Bus")]
        public static void Bus([ServiceBusTrigger("queue")] string message)
        {
        }

        [Function("Orc")]
        public static Task Orc([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;

        [Function("Tick")]
        public static void Tick([TimerTrigger("0 0 9 * * *")] TimerInfo info)
        {
        }

        [Function("Web")]
        public static void Web([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
        }
    }
}
