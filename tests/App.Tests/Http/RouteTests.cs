using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Portal;

namespace Orchestrations.App.Tests.Http;

/// <summary>
/// Routes as the Functions host's worker takes them: host.json's prefix, a slash and the route are one template. One that cannot
/// be parsed leaves every function of the app without an address there, although the embedded engine serves it.
/// </summary>
public sealed class RouteTests
{
    static readonly List<HttpTriggerAttribute> triggers =
    [
        .. typeof(AppServices).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>(),
    ];

    [Fact]
    public void Routes_OfEveryFunction_AreTemplatesBehindTheEmptyPrefix()
    {
        Assert.NotEmpty(triggers);
        // An empty one would be the function's name there.
        Assert.All(triggers, trigger => Assert.False(string.IsNullOrEmpty(trigger.Route)));
        Assert.All(triggers, trigger => Assert.NotNull(RoutePatternFactory.Parse("/" + trigger.Route)));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/a", false)]
    [InlineData("/health", false)]
    public void RouteOfTheRoot_MatchesTheRootAlone(string path, bool matches)
    {
        var route = typeof(PortalTriggers).GetMethod(nameof(PortalTriggers.PortalRoot))!
            .GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!.Route;
        var template = TemplateParser.Parse(route!);
        var values = new RouteValueDictionary();
        var found = new TemplateMatcher(template, []).TryMatch(path, values);
        using var services = new ServiceCollection().AddRouting().BuildServiceProvider();
        var constraints = new RouteConstraintBuilder(services.GetRequiredService<IInlineConstraintResolver>(), route!);
        foreach (var parameter in template.Parameters)
        {
            if (parameter.IsOptional)
                constraints.SetOptional(parameter.Name!);
            foreach (var constraint in parameter.InlineConstraints)
                constraints.AddResolvedConstraint(parameter.Name!, constraint.Constraint);
        }
        var allowed = found && constraints.Build().All(constraint => constraint.Value.Match(
            new DefaultHttpContext(), null, constraint.Key, values, RouteDirection.IncomingRequest));
        Assert.Equal(matches, allowed);
    }
}
