namespace Orchestrations.App.OpenApi;

/// <summary>A header of an HTTP function's request, for the API's description.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, and what holds when it is left out.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequestHeaderAttribute(string name, string description) : Attribute
{
    /// <summary>Words for <c>Idempotency-Key</c>, the same wherever it is taken.</summary>
    public const string KeyWords =
        "1 to 255 printable characters of your choice: the request repeated under its key gets the first answer again.";

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it does.</summary>
    public string Description { get; } = description;
}
