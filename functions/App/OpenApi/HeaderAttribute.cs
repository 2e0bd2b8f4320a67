namespace Orchestrations.App.OpenApi;

/// <summary>A header that an HTTP function reads, for the API's description.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, with its range and what holds when it is left out.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class HeaderAttribute(string name, string description) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it does.</summary>
    public string Description { get; } = description;
}
