using System.Text;
using System.Text.Json;

namespace Orchestrations.Engine.Functions;

/// <summary>Reads a message's text as the type a function asks for: the text itself, its bytes, or JSON.</summary>
static class MessageText
{
    public static ParameterBinder BinderFor(Type type)
    {
        if (type == typeof(string))
            return static invocation => invocation.Input;
        if (type == typeof(byte[]))
            return static invocation => Encoding.UTF8.GetBytes((string?)invocation.Input ?? "");
        return invocation => invocation.Input switch
        {
            string text => JsonSerializer.Deserialize(text, type, JsonSerializerOptions.Web),
            var ready => ready,
        };
    }
}
