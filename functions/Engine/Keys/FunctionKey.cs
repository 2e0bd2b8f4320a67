namespace Orchestrations.Engine.Keys;

/// <summary>What is known of a key. The key itself is shown once, when it is made, and kept nowhere.</summary>
/// <param name="Scope">What it opens.</param>
/// <param name="Name">Its name within the scope, without regard to case.</param>
/// <param name="Function">The function that a key of <see cref="KeyScope.Function"/> opens; null otherwise.</param>
/// <param name="Created">When it was made.</param>
public sealed record FunctionKey(KeyScope Scope, string Name, string? Function, DateTimeOffset Created)
{
    /// <summary>The name of the key that opens everything.</summary>
    public const string MasterName = "_master";

    /// <summary>The name of the host key that the first start makes.</summary>
    public const string DefaultName = "default";

    /// <summary>The name of the key of the Durable management API.</summary>
    public const string DurableName = "durabletask_extension";

    /// <summary>For people, such as "host key 'default'".</summary>
    public override string ToString() => Scope switch
    {
        KeyScope.Master => "master key",
        KeyScope.Function => $"key '{Name}' of function {Function}",
        KeyScope.System => $"system key '{Name}'",
        _ => $"host key '{Name}'",
    };

    internal bool IsSame(KeyScope scope, string name, string? function) => Scope == scope
        && string.Equals(Name, name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Function, function, StringComparison.OrdinalIgnoreCase);
}
