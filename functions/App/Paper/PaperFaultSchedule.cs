using System.Collections.Concurrent;

namespace Orchestrations.App.Paper;

/// <summary>
/// Draws the faults. Invariants: a draw depends on the seed, the operation, the order and the attempt alone, never on what
/// else happens; and no order meets more than the agreed number of faults per operation, so that a caller who keeps asking
/// comes to an end, even at probability 1.
/// </summary>
sealed class PaperFaultSchedule(PaperFaults faults)
{
    static readonly PaperFault[] OnSubmit =
        [PaperFault.LostAnswer, PaperFault.Timeout, PaperFault.RateLimited, PaperFault.ClockSkew, PaperFault.ServerError];

    static readonly PaperFault[] OnQuery =
        [PaperFault.Timeout, PaperFault.RateLimited, PaperFault.ClockSkew, PaperFault.ServerError];

    readonly PaperFault[] submitKinds = [.. OnSubmit.Where(faults.Kinds.Contains)];
    readonly PaperFault[] queryKinds = [.. OnQuery.Where(faults.Kinds.Contains)];
    readonly bool hides = faults.Kinds.Contains(PaperFault.DelayedVisibility);
    readonly ConcurrentDictionary<(PaperEndpoint, string), Count> counts = new();
    readonly ConcurrentDictionary<string, int> lookUps = new(StringComparer.Ordinal);
    readonly long[] injected = new long[Enum.GetValues<PaperFault>().Length];

    public bool Active => faults.Probability > 0 || faults.ByEndpoint.Count > 0;

    public long Injected(PaperFault fault) => Interlocked.Read(ref injected[(int)fault]);

    /// <summary>The fault of this call, or null; <paramref name="choice"/> is a further draw for its variants.</summary>
    public PaperFault? Draw(PaperEndpoint endpoint, string subject, out ulong choice)
    {
        choice = 0;
        var kinds = endpoint is PaperEndpoint.Submit or PaperEndpoint.Amend or PaperEndpoint.Cancel ? submitKinds : queryKinds;
        if (!Active || kinds.Length == 0)
            return null;
        var count = counts.GetOrAdd((endpoint, subject), static _ => new Count());
        lock (count)
        {
            var hash = Chance.Hash(faults.Seed, endpoint.ToString(), subject, count.Attempts++);
            // A call that concerns no order is repeated for ever, so its faults are bounded in a row instead of in total.
            var boundedInTotal = endpoint is PaperEndpoint.Submit or PaperEndpoint.FindOrder or PaperEndpoint.GetFills
                or PaperEndpoint.Amend or PaperEndpoint.Cancel;
            if (count.Faults >= faults.MaxPerOrder || Chance.Share(hash) >= faults.ProbabilityOf(endpoint))
            {
                if (!boundedInTotal)
                    count.Faults = 0;
                return null;
            }
            count.Faults++;
            choice = Chance.Mix(hash);
        }
        var kind = kinds[choice % (ulong)kinds.Length];
        choice = Chance.Mix(choice);
        Interlocked.Increment(ref injected[(int)kind]);
        return kind;
    }

    /// <summary>True when an existing order stays hidden from this look-up.</summary>
    public bool Hides(string clientId)
    {
        if (!Active || !hides)
            return false;
        var hash = Chance.Hash(faults.Seed, nameof(PaperEndpoint.Visibility), clientId, 0);
        if (Chance.Share(hash) >= faults.ProbabilityOf(PaperEndpoint.Visibility))
            return false;
        var hidden = 1 + (int)(Chance.Mix(hash) % (ulong)faults.MaxHiddenLookUps);
        var lookUp = lookUps.AddOrUpdate(clientId, 1, static (_, n) => n + 1);
        if (lookUp == 1)
            Interlocked.Increment(ref injected[(int)PaperFault.DelayedVisibility]);
        return lookUp <= hidden;
    }

    sealed class Count
    {
        public long Attempts { get; set; }

        public int Faults { get; set; }
    }
}
