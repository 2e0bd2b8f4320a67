namespace Orchestrations.App.Problems;

/// <summary>The body of every error over HTTP: RFC 9457 problem details with a stable code.</summary>
/// <param name="Type">The error's page, relative to the repository: docs/errors/&lt;code&gt;.md.</param>
/// <param name="Title">A few words, the same for every occurrence of the status.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong this time, and the remedy.</param>
/// <param name="Code">Stable code, such as ORC-HTTP-001.</param>
/// <param name="Problems">Every place that is wrong, where a document has several.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<ProblemPlace>? Problems = null);

/// <summary>One place of a document that is wrong.</summary>
/// <param name="Path">Where, as a JSON path.</param>
/// <param name="Problem">What is wrong, with the remedy.</param>
public sealed record ProblemPlace(string Path, string Problem);
