using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Keys;

namespace Orchestrations.Engine.Http;

/// <summary>On an endpoint: who may call it once the host listens beyond this machine. The levels are those of the Functions host.</summary>
/// <param name="Level">The kind of key it needs.</param>
/// <param name="Name">Of the function, or of the system key; null when any of its kind will do.</param>
sealed record FunctionAccess(AuthorizationLevel Level, string? Name = null)
{
    /// <summary>Whether a key opens the endpoint. Each level has its own keys; the master key opens all.</summary>
    public bool Admits(FunctionKey key) => key.Scope == KeyScope.Master || Level switch
    {
        AuthorizationLevel.Anonymous => true,
        AuthorizationLevel.Function => key.Scope == KeyScope.Host || (key.Scope == KeyScope.Function && IsNamed(key.Function)),
        AuthorizationLevel.System => key.Scope == KeyScope.System && (Name is null || IsNamed(key.Name)),
        _ => false,
    };

    /// <summary>The keys it takes, for people.</summary>
    public string Needs => Level switch
    {
        AuthorizationLevel.Function when Name is not null => $"a key of function {Name}, a host key",
        AuthorizationLevel.Function => "a host key",
        AuthorizationLevel.System => $"the system key {Name}",
        _ => "the key for administration",
    };

    bool IsNamed(string? other) => string.Equals(Name, other, StringComparison.OrdinalIgnoreCase);
}
