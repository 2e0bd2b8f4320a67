using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.Execution;

namespace Orchestrations.Engine.Entities;

/// <summary>An entity's state within one operation, as JSON.</summary>
sealed class EntityState(DataConverter converter, string? json) : TaskEntityState
{
    /// <summary>The state as it stands; null for none.</summary>
    public string? Json { get; private set; } = json;

    public override bool HasState => Json is not null;

    public override object? GetState(Type type) => Json is null ? null : converter.Deserialize(Json, type);

    /// <exception cref="ArgumentException">ORC-ENGINE-002: over the limit.</exception>
    public override void SetState(object? state) => Json = PayloadLimit.Serialize(converter, state, "entity state") is var given && given == "null"
        ? null
        : given;
}
