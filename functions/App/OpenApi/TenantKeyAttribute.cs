namespace Orchestrations.App.OpenApi;

/// <summary>Marks an HTTP function that tenants call with their API key, for the API's description.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TenantKeyAttribute : Attribute
{
    /// <summary>True when it answers callers without a key too.</summary>
    public bool Optional { get; init; }
}
