using System.Diagnostics;

namespace Orchestrations.Benchmarks.Proofs;

/// <summary>
/// How much of a processor an action takes: the best of several runs, since everything that disturbs a run makes it longer. It
/// counts processor time and not the clock's, so that a machine that does other things as well gives the same answer.
/// </summary>
static class Timed
{
    static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Seconds a call.</summary>
    /// <param name="action">What is measured.</param>
    /// <param name="calls">How many calls make a run, so that a run is long enough for the clock.</param>
    public static double Best(Action action, int calls = 1) => BestOfEach(calls, action)[0];

    /// <summary>Seconds a call of each; runs take turns, so that what else the machine does disturbs all alike.</summary>
    /// <param name="calls">How many calls make a run.</param>
    /// <param name="actions">What is compared.</param>
    public static double[] BestOfEach(int calls, params Action[] actions)
    {
        var best = new double[actions.Length];
        Array.Fill(best, double.MaxValue);
        foreach (var action in actions)
            action();
        var all = Stopwatch.StartNew();
        for (var run = 0; run < 5 || all.Elapsed < Least * actions.Length; run++)
            for (var at = 0; at < actions.Length; at++)
            {
                var before = Environment.CpuUsage.TotalTime;
                for (var call = 0; call < calls; call++)
                    actions[at]();
                best[at] = Math.Min(best[at], (Environment.CpuUsage.TotalTime - before).TotalSeconds / calls);
            }

        return best;
    }
}
