using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests;

/// <summary>
/// Every golden history of the embedded engine, turn by turn through the runner that the Functions worker runs orchestrators
/// with: at each turn Microsoft's code must ask for the very same things, under the same numbers, and come to the same result.
/// </summary>
public sealed class MicrosoftReplayTests
{
    // After the last attempt of a retry policy Microsoft's code waits once more, on a timer kept for old histories; the engine
    // does not (docs/reference/engine-differences.md). From there on the numbers differ by one.
    const string LastAttemptFails = "OrderOrchestrator.not-placed-no-answer.json";

    static readonly string folder = Path.Combine(Repository.Root, "tests", "App.Tests", "Histories");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Orchestrators_OfTheApp_AreAllReplayed() => Assert.Equal(
        AppOrchestrators.Names.Order(),
        Directory.GetFiles(folder, "*.json").Select(path => Path.GetFileName(path).Split('.')[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void History_OfTheEngine_OnMicrosoftsRunner_AsksForTheSameAtEachTurn(string file)
    {
        var history = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;
        var instance = (string)history["id"]!;
        var orchestrator = AppOrchestrators.All[(string)history["name"]!];
        var used = history["events"]!.AsArray().Where(entry => IsAsked(entry!)).Select(entry => (int?)entry!["id"] ?? -1).ToHashSet();
        var past = new List<HistoryEvent>();
        var ended = false;
        foreach (var turn in TurnsOf(history["events"]!.AsArray()))
        {
            var happened = turn.Where(entry => !IsAsked(entry)).Select(entry => EventOf(entry, instance)).ToList();
            var asked = turn.Where(IsAsked).ToList();
            var request = new OrchestratorRequest { InstanceId = instance };
            request.PastEvents.AddRange(past);
            request.NewEvents.AddRange(happened);

            var answer = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(
                GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrator, null)));

            // The engine writes down no timer that was given up in the turn that made it; its number stays unused. Microsoft's does.
            var dropped = answer.Actions.Where(action => action.CreateTimer is not null && !used.Contains(action.Id)).ToList();
            var actions = answer.Actions.Except(dropped).ToList();
            if (file == LastAttemptFails && actions is [{ CreateTimer: not null }] && asked is [{ } last] && TypeOf(last) == "TaskScheduled")
                return;
            Assert.Equal(
                asked.Select((entry, at) => Describe(entry, actions.ElementAtOrDefault(at))).Append($"{asked.Count} in all"),
                actions.Select((action, at) => Describe(action, asked.ElementAtOrDefault(at))).Append($"{actions.Count} in all"));
            ended = asked.Any(entry => TypeOf(entry) == "ExecutionCompleted");
            past.AddRange(happened);
            past.AddRange(dropped.Select(action => new HistoryEvent
            {
                EventId = action.Id, Timestamp = happened[0].Timestamp, TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt },
            }));
            past.AddRange(asked.Where(entry => TypeOf(entry) != "ExecutionCompleted").Select(entry => EventOf(entry, instance)));
        }
        Assert.True(ended);
    }

    // A turn begins when the orchestrator is woken; the start itself is its first event here and its second at Microsoft's.
    static IEnumerable<List<JsonNode>> TurnsOf(JsonArray events)
    {
        var turn = new List<JsonNode>();
        foreach (var entry in events.Skip(2).Prepend(events[0]).Prepend(events[1]).Select(entry => entry!))
        {
            if (TypeOf(entry) == "OrchestratorStarted" && turn.Count > 0)
            {
                yield return turn;
                turn = [];
            }
            turn.Add(entry);
        }
        yield return turn;
    }

    static bool IsAsked(JsonNode entry) =>
        TypeOf(entry) is "TaskScheduled" or "SubOrchestrationCreated" or "TimerCreated" or "EventSent" or "ExecutionCompleted";

    static HistoryEvent EventOf(JsonNode entry, string instance)
    {
        var happened = new HistoryEvent { Timestamp = Time(entry, "at"), EventId = (int?)entry["id"] ?? -1 };
        switch (TypeOf(entry))
        {
            case "OrchestratorStarted":
                happened.OrchestratorStarted = new OrchestratorStartedEvent();
                break;
            case "ExecutionStarted":
                happened.ExecutionStarted = new ExecutionStartedEvent
                {
                    Name = Text(entry, "name"), Input = Json(entry, "input"),
                    OrchestrationInstance = new OrchestrationInstance { InstanceId = instance, ExecutionId = Text(entry, "execution") },
                };
                break;
            case "TaskScheduled":
                happened.TaskScheduled = new TaskScheduledEvent { Name = Text(entry, "name"), Input = Json(entry, "input") };
                break;
            case "TaskCompleted":
                happened.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = Task(entry), Result = Json(entry, "result") };
                break;
            case "TaskFailed":
                var failure = entry["failure"]!;
                happened.TaskFailed = new TaskFailedEvent
                {
                    TaskScheduledId = Task(entry),
                    FailureDetails = new TaskFailureDetails { ErrorType = Text(failure, "type"), ErrorMessage = Text(failure, "message") },
                };
                break;
            case "SubOrchestrationCreated":
                happened.SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent
                {
                    Name = Text(entry, "name"), InstanceId = Text(entry, "instance"), Input = Json(entry, "input"),
                };
                break;
            case "SubOrchestrationCompleted":
                happened.SubOrchestrationInstanceCompleted =
                    new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = Task(entry), Result = Json(entry, "result") };
                break;
            case "TimerCreated":
                happened.TimerCreated = new TimerCreatedEvent { FireAt = Time(entry, "due") };
                break;
            case "TimerFired":
                happened.TimerFired = new TimerFiredEvent { TimerId = Task(entry), FireAt = Time(entry, "due") };
                break;
            case "EventRaised":
                happened.EventRaised = new EventRaisedEvent { Name = Text(entry, "name"), Input = Json(entry, "input") };
                break;
            default:
                Assert.Fail($"An event of a type that this test does not know: {entry}");
                break;
        }
        return happened;
    }

    static string Describe(JsonNode asked, OrchestratorAction? like) => TypeOf(asked) switch
    {
        "TaskScheduled" => $"{asked["id"]} activity {asked["name"]} {Plain(asked["input"], InputOf(like))}",
        "SubOrchestrationCreated" => $"{asked["id"]} child {asked["name"]} {asked["instance"]} {Plain(asked["input"], InputOf(like))}",
        "TimerCreated" => $"{asked["id"]} timer {Time(asked, "due")}",
        "ExecutionCompleted" => $"end {asked["status"]} {Plain(asked["result"], InputOf(like))}",
        var other => other,
    };

    static string Describe(OrchestratorAction action, JsonNode? like) => action switch
    {
        { ScheduleTask: { } task } => $"{action.Id} activity {task.Name} {Plain(InputOf(action), like?["input"])}",
        { CreateSubOrchestration: { } child } =>
            $"{action.Id} child {child.Name} {child.InstanceId} {Plain(InputOf(action), like?["input"])}",
        { CreateTimer: { } timer } => $"{action.Id} timer {timer.FireAt}",
        { CompleteOrchestration: { } end } =>
            $"end {end.OrchestrationStatus} {Plain(InputOf(action), like?["result"])}{end.FailureDetails}",
        _ => action.ToString(),
    };

    // Microsoft's runner sends an activity's input as a list of one.
    static JsonNode? InputOf(OrchestratorAction? action) => action switch
    {
        { ScheduleTask.Input: { } input } => JsonNode.Parse(input)![0],
        { CreateSubOrchestration.Input: { } input } => JsonNode.Parse(input),
        { CompleteOrchestration.Result: { } result } => JsonNode.Parse(result),
        _ => null,
    };

    // The same values may be written with or without escapes. Fields that a message gained or lost since the history was made
    // are left out.
    static string Plain(JsonNode? value, JsonNode? like) => As(value, like)?.ToJsonString() ?? "null";

    static JsonNode? As(JsonNode? value, JsonNode? like) => (value, like) switch
    {
        (JsonObject had, JsonObject known) => new JsonObject(had
            .Where(field => known.ContainsKey(field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, As(field.Value, known[field.Key])))),
        (JsonArray had, JsonArray known) =>
            new JsonArray([.. had.Select((item, at) => As(item, known.ElementAtOrDefault(at)))]),
        _ => value?.DeepClone(),
    };

    static string TypeOf(JsonNode entry) => (string)entry["type"]!;

    static string Text(JsonNode entry, string field) => (string)entry[field]!;

    static int Task(JsonNode entry) => (int)entry["task"]!;

    static string? Json(JsonNode entry, string field) =>
        entry.AsObject().TryGetPropertyValue(field, out var value) ? value?.ToJsonString() ?? "null" : null;

    static Timestamp Time(JsonNode entry, string field) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(Text(entry, field), System.Globalization.CultureInfo.InvariantCulture));
}
