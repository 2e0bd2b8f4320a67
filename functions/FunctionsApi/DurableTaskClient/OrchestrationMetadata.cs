using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Microsoft.DurableTask.Client;

public sealed class OrchestrationMetadata(string name, string instanceId)
{
    const int LongestPayloadShown = 50;

    public string Name { get; } = name;

    public string InstanceId { get; } = instanceId;

    // Present exactly when inputs and outputs were asked for.
    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus is
        OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Read<T>(SerializedInput);

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput);

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}");
        text.Append(CultureInfo.InvariantCulture, $", CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        if (SerializedInput is not null)
            text.Append(CultureInfo.InvariantCulture, $", Input: '{Shortened(SerializedInput)}'");
        if (SerializedOutput is not null)
            text.Append(CultureInfo.InvariantCulture, $", Output: '{Shortened(SerializedOutput)}'");
        if (FailureDetails is { } failure)
            text.Append(CultureInfo.InvariantCulture, $", FailureDetails: '{failure.ErrorType} - {Shortened(failure.ErrorMessage)}'");
        return text.Append(']').ToString();
    }

    T? Read<T>(string? data, [CallerMemberName] string method = "")
        => DataConverter is { } converter
            ? converter.Deserialize<T>(data)
            : throw new InvalidOperationException($"{method} works only on metadata that was fetched with inputs and outputs.");

    static string Shortened(string payload)
        => payload.Length <= LongestPayloadShown ? payload : string.Concat(payload.AsSpan(0, LongestPayloadShown), "...");
}
