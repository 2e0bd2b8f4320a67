using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>
/// Counts for <see cref="PaperExchangeStatistics"/>, by client id and not by call, so that faults do not change them.
/// </summary>
sealed class PaperTally
{
    readonly Lock gate = new();
    readonly Dictionary<string, int> accepted = new(StringComparer.Ordinal);
    readonly HashSet<string> rejected = new(StringComparer.Ordinal);
    long filled;
    long partlyFilled;
    long duplicatesRefused;

    public void Accepted(string clientId, string status)
    {
        lock (gate)
        {
            accepted[clientId] = accepted.GetValueOrDefault(clientId) + 1;
            rejected.Remove(clientId);
            filled += status == nameof(OrderStatus.Filled) ? 1 : 0;
            partlyFilled += status == nameof(OrderStatus.PartiallyFilledCanceled) ? 1 : 0;
        }
    }

    public void Rejected(string clientId)
    {
        lock (gate)
            rejected.Add(clientId);
    }

    public void DuplicateRefused()
    {
        lock (gate)
            duplicatesRefused++;
    }

    public PaperExchangeStatistics Read(PaperFaultSchedule faults)
    {
        lock (gate)
            return new PaperExchangeStatistics(
                accepted.Count + rejected.Count,
                filled,
                partlyFilled,
                rejected.Count,
                duplicatesRefused,
                accepted.Values.LongCount(orders => orders > 1),
                Enum.GetValues<PaperFault>().ToDictionary(kind => kind, faults.Injected));
    }
}
