namespace Orchestrations.Engine.Entities;

/// <summary>Which entities a query means; null members do not restrict.</summary>
/// <param name="IdPrefix">How the id begins, the '@' included.</param>
/// <param name="UpdatedFrom">UTC, inclusive.</param>
/// <param name="UpdatedTo">UTC, inclusive.</param>
/// <param name="WithoutState">Whether entities count that are locked and have no state.</param>
sealed record EntityFilter(string? IdPrefix = null, DateTime? UpdatedFrom = null, DateTime? UpdatedTo = null, bool WithoutState = false)
{
    public bool Matches(EntityRecord record) =>
        (WithoutState || record.State is not null)
        && (IdPrefix is not { } prefix || record.Id.StartsWith(prefix, StringComparison.Ordinal))
        && (UpdatedFrom is not { } from || record.UpdatedAt >= from)
        && (UpdatedTo is not { } to || record.UpdatedAt <= to);
}
