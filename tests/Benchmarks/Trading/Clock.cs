using System.Diagnostics;

namespace Orchestrations.Benchmarks.Trading;

/// <summary>Times something that is far shorter than a reading of the clock: in rounds, of which the best counts.</summary>
static class Clock
{
    const int Rounds = 7;

    /// <summary>The least nanoseconds that one of <paramref name="times"/> took, over several rounds after a warm-up.</summary>
    public static double Nanoseconds(int times, Action run)
    {
        // Long enough for the compiler to have replaced its first, quick code of everything that is called.
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 500;)
            run();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            run();
            best = Math.Min(best, clock.Elapsed.TotalNanoseconds / times);
        }
        return best;
    }
}
