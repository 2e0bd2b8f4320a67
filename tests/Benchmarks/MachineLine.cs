using System.Globalization;
using System.Runtime.InteropServices;

namespace Orchestrations.Benchmarks;

/// <summary>One line that says what was measured on.</summary>
static class MachineLine
{
    public static string Describe(string folder)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, {memory:n0} GiB, {new DriveInfo(folder).DriveFormat}, ")
            + RuntimeInformation.FrameworkDescription;
    }

    static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
    }
}
