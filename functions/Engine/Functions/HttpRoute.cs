using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Functions;

/// <summary>The route template of an HTTP function.</summary>
static class HttpRoute
{
    /// <summary>The template without the host's prefix: the attribute's, or else the function's name.</summary>
    public static string TemplateOf(FunctionDescriptor function)
        => (((HttpTriggerAttribute)function.Attribute).Route ?? function.Name).Trim('/');

    public static RoutePattern PatternOf(FunctionDescriptor function, string prefix)
    {
        var template = TemplateOf(function);
        return Parse(function, prefix.Length == 0 ? template : $"{prefix}/{template}".TrimEnd('/'));
    }

    public static void ThrowIfMalformed(FunctionDescriptor function) => Parse(function, TemplateOf(function));

    public static IEnumerable<string> ParametersOf(FunctionDescriptor function)
        => Parse(function, TemplateOf(function)).Parameters.Select(parameter => parameter.Name);

    /// <summary>Two templates with the same key match the same addresses.</summary>
    public static string KeyOf(RoutePattern pattern)
        => string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(KeyOf))))
            .ToLowerInvariant();

    static string KeyOf(RoutePatternPart part)
        => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter =>
                $"{{{parameter.ParameterKind}:{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
            _ => "",
        };

    static RoutePattern Parse(FunctionDescriptor function, string template)
    {
        try
        {
            return RoutePatternFactory.Parse(template);
        }
        catch (RoutePatternException failure)
        {
            throw Bad(function, template, failure.Message.Split('\n')[0].Trim(), failure);
        }
    }

    public static HostException Bad(FunctionDescriptor function, string template, string why, Exception? cause = null)
        => new(
            HostErrors.BadRoute,
            $"The route '{template}' of function {function.Described} cannot be used: {why} Correct Route in its [HttpTrigger].",
            cause);
}
