using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus.Queues;

namespace Orchestrations.Engine.ServiceBus.Listening;

/// <summary>Sends what functions with [ServiceBusOutput] return.</summary>
/// <param name="broker">Where to; made when it is first needed, for it needs the engine, which needs the functions.</param>
/// <param name="settings">For %Setting% in names.</param>
/// <param name="time">The clock.</param>
sealed class OutputMessages(Func<MessageBroker> broker, IConfiguration? settings, TimeProvider time)
{
    // Property names as the isolated worker writes them: as they are in the code.
    static readonly JsonSerializerOptions json = new();

    /// <summary>Sends the result of a call that no message started.</summary>
    public async Task SendAsync(FunctionDescriptor function, object? result, CancellationToken cancellation)
    {
        if (function.Output is not { } output)
            return;
        var origin = time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
        var messages = Of(function, result, origin);
        if (messages.Count > 0)
            await broker().SendAsync(NameOf(function, output.QueueOrTopicName), messages, cancellation);
    }

    /// <summary>The result as messages that are sent with another commit.</summary>
    /// <param name="function">Whose result.</param>
    /// <param name="result">A value, or several in an array or collection; null for nothing.</param>
    /// <param name="sequence">The number of the message that started it: repeating it gives the same message ids.</param>
    /// <exception cref="BusException">ORC-BUS-010 to 014: one cannot be sent.</exception>
    public IReadOnlyList<Sending> Prepare(FunctionDescriptor function, object? result, long sequence)
    {
        if (function.Output is not { } output)
            return [];
        var messages = Of(function, result, sequence.ToString(CultureInfo.InvariantCulture));
        return messages.Count == 0 ? [] : broker().Prepare(NameOf(function, output.QueueOrTopicName), messages);
    }

    /// <summary>Sends what was prepared, by itself.</summary>
    public Task SendAsync(IReadOnlyList<Sending> prepared) => prepared.Count == 0 ? Task.CompletedTask : broker().SendAsync(prepared);

    static List<BusMessage> Of(FunctionDescriptor function, object? result, string origin)
    {
        const int LongestName = 90;
        var name = function.Name.Length > LongestName ? function.Name[..LongestName] : function.Name;
        var values = result is IEnumerable many and not string and not byte[] and not IDictionary ? many.Cast<object?>() : [result];
        return [.. values.Where(value => value is not null).Select((value, index) => Message($"{name}:{origin}:{index}", value!))];
    }

    static BusMessage Message(string id, object value) => value switch
    {
        string text => new BusMessage(id, text),
        byte[] bytes => new BusMessage(id, bytes),
        _ => new BusMessage(id, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json)) { ContentType = "application/json" },
    };

    string NameOf(FunctionDescriptor function, string written) => SettingText.Resolve(written, settings, function.Name);
}
