using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.Execution;

namespace Orchestrations.Engine.Entities;

/// <summary>What an entity id may look like: as long as an instance id, so that every one works on Azure too.</summary>
static class EntityIdRule
{
    /// <summary>The id as it is stored.</summary>
    /// <exception cref="ArgumentException">ORC-ENGINE-003: it is too long, has other characters, or there is none.</exception>
    public static string Check(EntityInstanceId id)
    {
        var text = id.Name is null ? "" : id.ToString();
        var violation = text switch
        {
            "" => "is empty",
            { Length: > InstanceIdRule.MaxLength } => $"has {text.Length} characters, more than {InstanceIdRule.MaxLength}",
            _ when text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 => "has a character outside printable ASCII",
            _ => null,
        };
        return violation is null
            ? text
            : throw new ArgumentException(
                $"The entity id '{text}' {violation}. Use at most {InstanceIdRule.MaxLength} characters of printable ASCII for '@name@key'. "
                + $"({EngineErrors.InstanceId})");
    }
}
