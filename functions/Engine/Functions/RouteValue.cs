using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Functions;

/// <summary>Gives a parameter the value of the route's parameter of the same name.</summary>
static class RouteValue
{
    delegate bool Parse(string text, out object? value);

    static readonly Dictionary<Type, Parse> Parsers = new()
    {
        [typeof(string)] = static (string text, out object? value) => (value = text) is not null,
        [typeof(int)] = static (string text, out object? value) =>
            Boxed(int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read), read, out value),
        [typeof(long)] = static (string text, out object? value) =>
            Boxed(
                long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read), read, out value),
        [typeof(Guid)] = static (string text, out object? value) => Boxed(Guid.TryParse(text, out var read), read, out value),
        [typeof(bool)] = static (string text, out object? value) => Boxed(bool.TryParse(text, out var read), read, out value),

        // Times without a zone count as UTC, and all arrive as UTC.
        [typeof(DateTime)] = static (string text, out object? value) =>
            Boxed(
                DateTime.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                    out var read),
                read,
                out value),
    };

    /// <summary>The binder, or null when no route value can become that type.</summary>
    public static ParameterBinder? BinderFor(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!Parsers.TryGetValue(type, out var parse))
            return null;
        var name = parameter.Name!;
        var mayBeAbsent = parameter.HasDefaultValue || parameter.ParameterType != type || !type.IsValueType;
        var absent = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return invocation =>
        {
            var text = Convert.ToString(invocation.Http.GetRouteValue(name), CultureInfo.InvariantCulture);
            if (string.IsNullOrEmpty(text) && mayBeAbsent)
                return absent;
            if (!string.IsNullOrEmpty(text) && parse(text, out var value))
                return value;
            throw new Http.RequestRefusedException(
                StatusCodes.Status400BadRequest,
                HostErrors.BadArgument,
                $"'{text}' in the address is no {type.Name} for '{name}'.");
        };
    }

    static bool Boxed<T>(bool parsed, T read, out object? value)
    {
        value = read;
        return parsed;
    }
}
