namespace Orchestrations.Local.Serving;

/// <summary>How logs are written.</summary>
enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line, for programs.</summary>
    Json,
}
