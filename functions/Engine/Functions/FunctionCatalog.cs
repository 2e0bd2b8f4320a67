using System.Collections.Frozen;
using System.Reflection;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Functions;

/// <summary>Every function of the app, by name without regard to case. Built once at start.</summary>
public sealed class FunctionCatalog
{
    readonly FrozenDictionary<string, FunctionDescriptor> byName;

    FunctionCatalog(IEnumerable<FunctionDescriptor> functions)
    {
        var table = new Dictionary<string, FunctionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in functions)
            if (!table.TryAdd(function.Name, function))
                throw new HostException(
                    HostErrors.DuplicateFunction,
                    $"Two functions are named '{function.Name}': {table[function.Name].EntryPoint} and {function.EntryPoint}. "
                    + "Names are compared without regard to case; rename one.");
        Functions = [.. table.Values.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
        byName = table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All functions, ordered by name.</summary>
    public IReadOnlyList<FunctionDescriptor> Functions { get; }

    /// <summary>Finds every method marked [Function] in the assemblies' classes.</summary>
    /// <exception cref="HostException">ORC-HOST-001 to 004, 007 or 011: a function that cannot work as written.</exception>
    public static FunctionCatalog Discover(params IEnumerable<Assembly> assemblies)
        => Discover(assemblies.SelectMany(assembly => assembly.GetTypes()));

    internal static FunctionCatalog Discover(IEnumerable<Type> types) => new(types.SelectMany(FunctionDiscovery.In));

    /// <summary>The function of that name, or null.</summary>
    public FunctionDescriptor? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>All functions that one kind of trigger starts.</summary>
    public IEnumerable<FunctionDescriptor> StartedBy(TriggerKind trigger)
        => Functions.Where(function => function.Trigger == trigger);
}
