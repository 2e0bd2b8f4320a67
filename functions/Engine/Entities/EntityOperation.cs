using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Entities;

/// <summary>One operation as an entity's code sees it, with a state and effects of its own until it has ended well.</summary>
sealed class EntityOperation : TaskEntityOperation
{
    readonly DataConverter converter;
    readonly string? input;

    public EntityOperation(string name, string? input, string? state, EntityInstanceId id, EntityRunner runner)
    {
        Name = name;
        this.input = input;
        converter = runner.Converter;
        Stored = new EntityState(converter, state);
        Effects = new EntityContext(runner, id);
    }

    public override string Name { get; }

    public override TaskEntityContext Context => Effects;

    public override TaskEntityState State => Stored;

    public override bool HasInput => input is not null;

    /// <summary>The state as the operation leaves it.</summary>
    public EntityState Stored { get; }

    /// <summary>What the operation asked for.</summary>
    public EntityContext Effects { get; }

    public override object? GetInput(Type inputType) => input is null
        ? throw new InvalidOperationException($"The operation '{Name}' got no input; see {nameof(HasInput)}.")
        : converter.Deserialize(input, inputType);
}
