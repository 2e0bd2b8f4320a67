namespace Orchestrations.Engine.Execution;

/// <summary>What an instance id may look like: the Durable Task Scheduler's rule, so that every id works on Azure too.</summary>
static class InstanceIdRule
{
    public const int MaxLength = 100;

    /// <summary>Null when the id is fine; otherwise what is wrong with it.</summary>
    public static string? Violation(string id) => id switch
    {
        "" => "is empty",
        { Length: > MaxLength } => $"has {id.Length} characters, more than {MaxLength}",
        ['@', ..] => "starts with '@', which is reserved for entities",
        _ when id.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 => "has a character outside printable ASCII",
        _ when id.AsSpan().IndexOfAny(@"/\#?") >= 0 => @"has one of / \ # ?",
        _ => null,
    };

    /// <exception cref="ArgumentException">ORC-ENGINE-003: the id breaks the rule.</exception>
    public static string Check(string id) => Violation(id) is { } violation
        ? throw new ArgumentException(
            $"The instance id '{id}' {violation}. Use 1 to {MaxLength} characters of printable ASCII. ({EngineErrors.InstanceId})")
        : id;
}
