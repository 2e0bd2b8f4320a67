using Microsoft.Extensions.Configuration;

namespace Orchestrations.Engine.Hosting;

/// <summary>Replaces each %Name% in a trigger's text with the setting of that name.</summary>
static class SettingText
{
    /// <exception cref="HostException">ORC-HOST-006: no such setting, or a % without its partner.</exception>
    public static string Resolve(string text, IConfiguration? settings, string function)
    {
        for (var from = 0; text.IndexOf('%', from) is >= 0 and var start;)
        {
            var end = text.IndexOf('%', start + 1);
            var name = end < 0 ? "" : text[(start + 1)..end];
            if (name.Length == 0)
                throw new HostException(
                    HostErrors.UnknownSetting,
                    $"'{text}' of function {function} has a % without its partner. Write a setting as %Name%.");
            var value = settings?[name] ?? throw new HostException(
                HostErrors.UnknownSetting,
                $"Function {function} refers to the setting %{name}%, which is not set. "
                + $"Set {name}, or write the value in the code.");
            text = string.Concat(text.AsSpan(0, start), value, text.AsSpan(end + 1));
            from = start + value.Length;
        }
        return text;
    }
}
