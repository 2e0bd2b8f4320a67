namespace Orchestrations.Engine.ServiceBus.Entities;

/// <summary>The queues, topics and subscriptions that there are. Names are compared without regard to case.</summary>
sealed class BusTopology
{
    readonly Dictionary<string, Declared> entities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them by name; a topic comes before its subscriptions.</summary>
    public IEnumerable<(string Name, BusEntityKind Kind, EntityOptions Options)> Entities => entities
        .OrderBy(entity => entity.Key, StringComparer.OrdinalIgnoreCase)
        .Select(entity => (entity.Value.Name, entity.Value.Kind, entity.Value.Options));

    /// <summary>The name as declared; null when there is no such entity.</summary>
    public string? NameOf(string name) => entities.GetValueOrDefault(name)?.Name;

    public EntityOptions OptionsOf(string name) => entities[name].Options;

    public BusEntityKind? KindOf(string name) => entities.GetValueOrDefault(name)?.Kind;

    /// <summary>Whether RequiresSession was chosen, and by whom; null when nobody did.</summary>
    public string? SessionsChosenBy(string name) => entities.GetValueOrDefault(name)?.SessionsChosenBy;

    /// <summary>Adds an entity, or changes it.</summary>
    /// <param name="name">A path for a subscription.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="sessionsChosenBy">Who said whether it requires sessions.</param>
    public void Set(string name, BusEntityKind kind, EntityOptions options, string? sessionsChosenBy = null) =>
        entities[name] = new Declared(entities.GetValueOrDefault(name)?.Name ?? name, kind, options, sessionsChosenBy);

    sealed record Declared(string Name, BusEntityKind Kind, EntityOptions Options, string? SessionsChosenBy);
}
