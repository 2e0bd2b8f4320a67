using Microsoft.Azure.Functions.Worker;
using Orchestrations.TestKit;
using Orchestrations.Tidy.Tests.PublicSurface;

namespace Orchestrations.Tidy.Tests;

/// <summary>
/// FunctionsApi declares a part of Microsoft's API and nothing else: what compiles against it compiles against the packages.
/// The listings in MicrosoftApi are of the real assemblies; never add a line to them to please this test.
/// </summary>
public class FunctionsApiSurfaceTests
{
    static readonly IReadOnlyCollection<string> Declared = SurfaceLister.List(typeof(FunctionAttribute).Assembly);

    [Fact]
    public void FunctionsApi_ComparedWithMicrosoftsListings_DeclaresNothingForeign()
    {
        var listings = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Tidy.Tests", "MicrosoftApi"), "*.txt");
        var real = listings.SelectMany(File.ReadLines).ToHashSet(StringComparer.Ordinal);

        Rule.Holds("Members of FunctionsApi that Microsoft's assemblies do not have", Declared.Where(line => !real.Contains(line)));
    }

    // The rule above is empty when the lister sees nothing, so one line of each kind is expected here.
    [Theory]
    [InlineData("Microsoft.DurableTask.Page<T> :: sealed class")]
    [InlineData("Microsoft.DurableTask.Page<T> .. ctor(IReadOnlyList<T> values, string continuationToken = default)")]
    [InlineData("Microsoft.DurableTask.TaskActivityContext .. virtual string Version { get; }")]
    [InlineData("Microsoft.DurableTask.TaskOptions .. Microsoft.DurableTask.TaskVersion? Version { get; init; }")]
    [InlineData("Microsoft.DurableTask.TaskName .. static string op_Implicit(Microsoft.DurableTask.TaskName value)")]
    [InlineData("Microsoft.DurableTask.RetryHandler :: delegate (Microsoft.DurableTask.RetryContext retryContext) -> bool")]
    [InlineData("Microsoft.DurableTask.Client.OrchestrationQuery .. const int DefaultPageSize")]
    [InlineData("Microsoft.DurableTask.Client.OrchestrationRuntimeStatus .. Suspended = 7")]
    public void SurfaceLister_EachKindOfMember_IsListed(string line) => Assert.Contains(line, Declared);
}
