using System.Text.Json;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

/// <summary>Everything a store holds, as text: two stores that behave alike dump alike.</summary>
static class StoreDump
{
    public static string Of(IDurableStore store)
    {
        var state = store.Recover();
        var lines = new List<string> { $"last {state.LastKey} {state.LastMessageId}" };
        foreach (var record in store.Query(new InstanceFilter(), null, int.MaxValue).Rows)
        {
            lines.Add($"instance {Json(record)}");
            lines.Add($"found {store.Find(record.Id)!.Key}");
            lines.Add($"children {string.Join(',', store.ChildrenOf(record.Id).Select(child => child.Key))}");
            lines.AddRange(store.ReadHistory(record.Key).Select(happened => $"history {record.Key} {Text(happened)}"));
        }

        lines.AddRange(state.Instances.Select(record => $"active {Json(record)}"));
        lines.AddRange(state.ResumeKeys.Order().Select(key => $"resume {key}"));
        lines.AddRange(state.Timers.Order().Select(timer => $"timer {timer.Key} {timer.TimerId} {timer.FireAt:o}"));
        lines.AddRange(state.Messages.Select(message => $"message {message.Key} {message.MessageId} {Text(message.Message)}"));
        lines.AddRange(Enumerable.Range(0, 5).Select(i => $"state {i} {store.GetHostState($"s{i}")}"));
        return string.Join('\n', lines);
    }

    public static void AssertSame(IDurableStore expected, IDurableStore actual, string when)
    {
        var (a, b) = (Of(expected).Split('\n'), Of(actual).Split('\n'));
        var differs = Enumerable.Range(0, Math.Max(a.Length, b.Length)).FirstOrDefault(i => a.ElementAtOrDefault(i) != b.ElementAtOrDefault(i), -1);
        Assert.True(differs < 0, $"Different after {when}:\n{a.ElementAtOrDefault(differs)}\n{b.ElementAtOrDefault(differs)}");
    }

    /// <summary>An event with all its members, failures and tags included.</summary>
    public static string Text(HistoryEvent happened) => $"{happened.GetType().Name} {JsonSerializer.Serialize(happened, happened.GetType())}";

    static string Json(InstanceRecord record) => JsonSerializer.Serialize(record);
}
