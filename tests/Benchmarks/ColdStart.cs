namespace Orchestrations.Benchmarks;

/// <summary>From starting the process to the first answer of /health, with an empty data folder and with that same folder again.</summary>
static class ColdStart
{
    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var data = Path.Combine(folder.Path, "cold");
        foreach (var round in new[] { "first start", "second start", "third start" })
        {
            await using var served = await ServedProcess.StartAsync(data);
            Line.Print($"cold start to /health, {round}", served.Took.TotalMilliseconds, "ms");
        }
    }
}
