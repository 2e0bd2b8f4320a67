using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Functions;

namespace Orchestrations.Engine.ServiceBus.Listening;

/// <summary>Reads messages as the type a function asks for: text, bytes, or an object from JSON; arrays of these for a batch.</summary>
static class MessageBody
{
    /// <summary>The binder of a trigger's parameter; null when messages cannot become that.</summary>
    public static ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!((ServiceBusTriggerAttribute)function.Attribute).IsBatched)
        {
            var read = ReaderOf(type);
            return invocation => invocation.Trigger is ReceivedMessages received ? read(received.All[0].Row.Body) : ByHand(invocation, read);
        }

        if (!type.IsArray || type == typeof(byte[]))
            return null;
        var element = type.GetElementType()!;
        var readOne = ReaderOf(element);
        return invocation =>
        {
            object?[] items = invocation.Trigger is ReceivedMessages received
                ? [.. received.All.Select(message => readOne(message.Row.Body))]
                : [ByHand(invocation, readOne)];
            var array = Array.CreateInstance(element, items.Length);
            for (var i = 0; i < items.Length; i++)
                array.SetValue(items[i], i);
            return array;
        };
    }

    // Started by hand, a function gets text that was never in a queue.
    static object? ByHand(FunctionInvocation invocation, Func<byte[], object?> read) =>
        read(Encoding.UTF8.GetBytes(invocation.Input as string ?? ""));

    static Func<byte[], object?> ReaderOf(Type type)
    {
        if (type == typeof(string))
            return Encoding.UTF8.GetString;
        if (type == typeof(byte[]))
            return static body => body;
        return body => JsonSerializer.Deserialize(body, type, JsonSerializerOptions.Web);
    }
}
