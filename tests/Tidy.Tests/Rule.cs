namespace Orchestrations.Tidy.Tests;

/// <summary>A rule holds when nothing breaks it; when something does, the failure lists every case, not only the first.</summary>
static class Rule
{
    public static void Holds(string broken, IEnumerable<string> cases)
    {
        var found = cases.ToList();
        Assert.True(found.Count == 0, $"{broken} ({found.Count}):\n  {string.Join("\n  ", found)}");
    }
}
