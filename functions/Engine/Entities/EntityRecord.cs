namespace Orchestrations.Engine.Entities;

/// <summary>An entity as it is stored: it exists as long as it has a state or is locked.</summary>
/// <param name="Id">As <c>@name@key</c>.</param>
/// <param name="State">JSON; null for none.</param>
/// <param name="LockedBy">Whose critical section it is in; null for nobody's.</param>
/// <param name="UpdatedAt">When an operation last ran, UTC.</param>
sealed record EntityRecord(string Id, string? State, EntityCaller? LockedBy, DateTime UpdatedAt)
{
    public bool Exists => State is not null || LockedBy is not null;
}
