using System.Globalization;

namespace Orchestrations.Benchmarks;

/// <summary>Prints one result: what, how much, in what unit, and what to compare it with.</summary>
static class Line
{
    public static void Print(string what, double value, string unit, string note = "")
    {
        var format = value >= 100 ? "n0" : value >= 1 ? "n2" : "n4";
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        Console.WriteLine($"{what,-58} {text,12} {unit,-14} {note}");
    }
}
