using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.App.Tests.Histories;

/// <summary>
/// Each case on the host at hand, to its end: what it leaves must be what is kept. The embedded engine runs them here, Microsoft's
/// host in <c>Azure.Tests</c>, which compiles this same class. With UPDATE_BOOKS=1 the books are written anew: do that on the engine,
/// when the change is meant.
/// </summary>
public class CaseBooksTests
{
    public static TheoryData<string> Cases => [.. HistoryCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_OnThisHost_LeavesTheBooksThatAreKept(string name)
    {
        await using var world = new HistoryWorld(HistoryCases.OptionsOf(name), HistoryCases.SettingsOf(name));
        HistoryCases.All[name](world);

        var books = CaseBooks.Of(world);

        if (Environment.GetEnvironmentVariable("UPDATE_BOOKS") == "1")
            CaseBooks.Keep(name, books);
        else
            CaseBooks.AssertKept(name, books);
    }

    [Fact]
    public void Books_AreThoseOfTheCases() => Assert.Equal(HistoryCases.All.Keys.Order(StringComparer.Ordinal), CaseBooks.Kept);

    [Fact]
    public void Orchestrators_OfTheApp_AreAllRunByACase() => Assert.Equal(
        typeof(AppServices).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
            .Order(StringComparer.Ordinal),
        CaseBooks.Kept.Select(name => name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
}
