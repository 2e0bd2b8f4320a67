using Microsoft.CodeAnalysis;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>Ids and numbers from chance: others at each replay.</summary>
sealed class RandomIds() : ForbiddenMembers("DURABLE0002", "use context.NewGuid(), or draw in an activity")
{
    protected override bool Refuses(string type, string member, SyntaxNode at) => type switch
    {
        "System.Guid" => member is "NewGuid" or "CreateVersion7",
        "System.Random" or "System.Security.Cryptography.RandomNumberGenerator" => true,
        _ => false,
    };
}
