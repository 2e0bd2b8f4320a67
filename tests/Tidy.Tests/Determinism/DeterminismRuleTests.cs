namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>Each rule on code that breaks it and on code that does not, and on every form an orchestrator can have.</summary>
public class DeterminismRuleTests
{
    const string Orchestrator = """
        public static class Code
        {
            static readonly ILogger log = null!;

            [Function("Code")]
            public static async Task<object?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
            {
                await context.CallActivityAsync("A");
                BODY
            }
        }
        """;

    [Theory]
    [InlineData("DURABLE0001", "return DateTime.Now;")]
    [InlineData("DURABLE0001", "return DateTime.UtcNow;")]
    [InlineData("DURABLE0001", "return DateTime.Today;")]
    [InlineData("DURABLE0001", "return DateTimeOffset.UtcNow;")]
    [InlineData("DURABLE0001", "return TimeProvider.System.GetUtcNow();")]
    [InlineData("DURABLE0001", "return System.Diagnostics.Stopwatch.GetTimestamp();")]
    [InlineData("DURABLE0002", "return Guid.NewGuid();")]
    [InlineData("DURABLE0002", "return Guid.CreateVersion7();")]
    [InlineData("DURABLE0002", "return Random.Shared.Next();")]
    [InlineData("DURABLE0002", "return new Random(1);")]
    [InlineData("DURABLE0003", "await Task.Delay(5); return null;")]
    [InlineData("DURABLE0003", "Thread.Sleep(5); return null;")]
    [InlineData("DURABLE0003", "using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)); return null;")]
    [InlineData("DURABLE0004", "return await Task.Run(() => 1);")]
    [InlineData("DURABLE0004", "new Thread(() => { }).Start(); return null;")]
    [InlineData("DURABLE0004", "ThreadPool.QueueUserWorkItem(_ => { }); return null;")]
    [InlineData("DURABLE0004", "return await Task.Factory.StartNew(() => 1);")]
    [InlineData("DURABLE0004", "return await context.CallActivityAsync<int>(\"A\").ContinueWith(task => task.Result);")]
    [InlineData("DURABLE0004", "await context.CallActivityAsync(\"A\").ConfigureAwait(false); return null;")]
    [InlineData("DURABLE0004", "Parallel.For(0, 2, _ => { }); return null;")]
    [InlineData("DURABLE0005", "using var http = new HttpClient(); return await http.GetStringAsync(\"http://a\");")]
    [InlineData("DURABLE0005", "return File.ReadAllText(\"a\");")]
    [InlineData("DURABLE0005", "return Directory.Exists(\"a\");")]
    [InlineData("DURABLE0005", "Console.WriteLine(\"a\"); return null;")]
    [InlineData("DURABLE0005", "System.Data.Common.DbConnection connection = null!; await connection.OpenAsync(); return null;")]
    [InlineData("DURABLE0006", "return Environment.GetEnvironmentVariable(\"A\");")]
    [InlineData("DURABLE0006", "return Environment.MachineName;")]
    [InlineData("DURABLE0010", "log.LogInformation(\"a\"); return null;")]
    [InlineData("DURABLE0011", "while (true) await context.CallActivityAsync(\"A\");")]
    [InlineData("DURABLE0011", "for (;;) await context.CallActivityAsync(\"A\");")]
    [InlineData("DURABLE0011", "do { await context.CallActivityAsync(\"A\"); } while (true);")]
    [InlineData("DURABLE0011", "while (true) { foreach (var i in new[] { 1 }) { break; } await context.CallActivityAsync(\"A\"); }")]
    [InlineData("DURABLE0011", "while (true) { Func<int> one = () => { return 1; }; await context.CallActivityAsync(\"A\", one()); }")]
    public void Rule_OnCodeThatBreaksIt_RefusesItAlone(string code, string body) =>
        Assert.Equal(code, Assert.Single(Codes(Orchestrator.Replace("BODY", body, StringComparison.Ordinal))));

    [Theory]
    [InlineData("return context.CurrentUtcDateTime.AddDays(1);")]
    [InlineData("return new DateTime(2024, 1, 1) + TimeSpan.FromDays(1);")]
    [InlineData("return context.NewGuid();")]
    [InlineData("return Guid.Parse(\"9e952958-5e33-4daf-827f-2fa12937b875\");")]
    [InlineData("await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None); return null;")]
    [InlineData("return await Task.WhenAll(context.CallActivityAsync<int>(\"A\"), context.CallActivityAsync<int>(\"B\"));")]
    [InlineData("using var source = new CancellationTokenSource(); source.Cancel(); return null;")]
    [InlineData("return Path.Combine(\"a\", \"b\") + Environment.NewLine;")]
    [InlineData("return nameof(File.ReadAllText) + nameof(DateTime.UtcNow);")]
    [InlineData("context.CreateReplaySafeLogger(\"a\").LogInformation(\"b\"); return null;")]
    [InlineData("var safe = context.CreateReplaySafeLogger(\"a\"); safe.LogInformation(\"b\"); return null;")]
    [InlineData("while (true) { if (await context.CallActivityAsync<bool>(\"A\")) return null; }")]
    [InlineData("while (true) { if (await context.CallActivityAsync<bool>(\"A\")) break; } return null;")]
    [InlineData("while (true) { switch (await context.CallActivityAsync<int>(\"A\")) { case 1: return 1; default: break; } }")]
    [InlineData("while (true) { if (await context.CallActivityAsync<bool>(\"A\")) throw new TimeoutException(); }")]
    [InlineData("for (var i = 0; i < 3; i++) await context.CallActivityAsync(\"A\"); return null;")]
    public void Rules_OnCodeThatAReplayRepeats_LetItPass(string body) =>
        Assert.Empty(Broken(Orchestrator.Replace("BODY", body, StringComparison.Ordinal)));

    [Theory]
    [InlineData("DURABLE0007", "CancellationToken cancellation")]
    [InlineData("DURABLE0008", "[DurableClient] DurableTaskClient client")]
    [InlineData("DURABLE0010", "ILogger<string> log")]
    public void Rule_OnAParameterOfTheOrchestrator_RefusesIt(string code, string parameter) =>
        Assert.Equal(code, Assert.Single(Codes($$"""
            public static class Code
            {
                [Function("Code")]
                public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, {{parameter}})
                {
                    {{(code == "DURABLE0010" ? "log.LogInformation(\"a\");" : "")}}
                    await context.CallActivityAsync("A");
                }
            }
            """)));

    [Fact]
    public void Rules_OnItsInput_LetItPass() => Assert.Empty(Broken("""
        public static class Code
        {
            [Function("Code")]
            public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, string input, FunctionContext function) =>
                context.CallActivityAsync("A", input);
        }
        """));

    [Theory]
    [InlineData("""
        public class Code : TaskOrchestrator<string, DateTime>
        {
            public override Task<DateTime> RunAsync(TaskOrchestrationContext context, string input) => Task.FromResult(DateTime.UtcNow);
        }
        """)]
    [InlineData("""
        static class Code
        {
            public static void Add(DurableTaskRegistry tasks) =>
                tasks.AddOrchestratorFunc<DateTime>("Code", context => Task.FromResult(DateTime.UtcNow));
        }
        """)]
    [InlineData("""
        static class Code
        {
            public static void Add(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<DateTime>("Code", Run);

            static Task<DateTime> Run(TaskOrchestrationContext context) => Task.FromResult(DateTime.UtcNow);
        }
        """)]
    public void Rules_OnEveryFormOfOrchestrator_Apply(string code) => Assert.Equal("DURABLE0001", Assert.Single(Codes(code)));

    [Theory]
    [InlineData("static DateTime Helper() => DateTime.UtcNow;", "Helper()")]
    [InlineData("static DateTime Helper => DateTime.UtcNow;", "Helper")]
    [InlineData("static readonly DateTime helper = DateTime.UtcNow;", "helper")]
    [InlineData("static DateTime First() => Second(); static DateTime Second() => DateTime.UtcNow;", "First()")]
    [InlineData("static DateTime Helper<T>() => DateTime.UtcNow;", "Helper<int>()")]
    [InlineData("static DateTime Helper() => DateTime.UtcNow;", "((Func<DateTime>)Helper)()")]
    [InlineData("class Other { public DateTime At { get; } = DateTime.UtcNow; }", "new Other().At")]
    public void Rules_OnWhatTheOrchestratorCalls_ApplyToo(string member, string call) => Assert.Equal("DURABLE0001", Assert.Single(Codes($$"""
        public static class Code
        {
            [Function("Code")]
            public static async Task<DateTime> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
            {
                await context.CallActivityAsync("A");
                return {{call}};
            }

            {{member}}
        }
        """)));

    [Fact]
    public void Rules_OnActivitiesAndTriggers_DoNotApply() => Assert.Empty(Broken("""
        public static class Code
        {
            [Function("Code")]
            public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(nameof(Work));

            [Function("Work")]
            public static DateTime Work([ActivityTrigger] string input, CancellationToken cancellation) => DateTime.UtcNow;
        }
        """));

    [Fact]
    public void Rules_TheirCodes_AreMicrosofts() => Assert.Equal(
        ["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0010", "0011"],
        DeterminismRule.All.Select(rule => rule.Code["DURABLE".Length..]));

    static List<string> Broken(string code) => [.. DeterminismRule.Broken(Compilations.Snippet(code), DeterminismRule.All)];

    static IEnumerable<string> Codes(string code) => Broken(code).Select(line => line.Split(": ")[1]).Distinct();
}
