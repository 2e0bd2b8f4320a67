using System.Text;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>What to withhold from the copies for one kind of reader.</summary>
public sealed class RedactionTemplate
{
    const int LongestName = 64;
    const int MostRevealed = 8;

    readonly (byte[] Pointer, RedactionRule Rule)[] rules;

    /// <param name="name">Its name, 1 to 64 characters; the copy says it.</param>
    /// <param name="rules">For each field the rule with the longest pointer that is it or leads to it. A list is one field: it is
    /// dropped whole when a rule points into it.</param>
    /// <exception cref="DomainException">ORC-PROOF-012: a name, a pointer or a number of characters is none, or a pointer stands
    /// twice.</exception>
    public RedactionTemplate(string name, IReadOnlyList<RedactionRule> rules)
    {
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new DomainException(
                "ORC-PROOF-012", $"A template's name must have 1 to {LongestName} characters, none of them a control.");
        foreach (var rule in rules)
        {
            if (!FieldPointer.IsOne(Encoding.UTF8.GetBytes(rule.Pointer)))
                throw new DomainException(
                    "ORC-PROOF-012", $"'{rule.Pointer}' is no JSON pointer to a field: use a form such as /driver/phone.");
            if (rule.Reveal is < 0 or > MostRevealed)
                throw new DomainException(
                    "ORC-PROOF-012", $"The rule for {rule.Pointer} reveals {rule.Reveal} characters; 0 to {MostRevealed} may be.");
        }

        if (rules.Select(rule => rule.Pointer).Distinct(StringComparer.Ordinal).Count() != rules.Count)
            throw new DomainException("ORC-PROOF-012", $"The template '{name}' has two rules for one pointer.");
        Name = name;
        this.rules = [.. rules.Select(rule => (Encoding.UTF8.GetBytes(rule.Pointer), rule)).OrderByDescending(rule => rule.Item1.Length)];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The rule for a field; null when it is shown.</summary>
    /// <param name="pointer">The field's pointer as UTF-8.</param>
    internal RedactionRule? For(ReadOnlySpan<byte> pointer)
    {
        foreach (var (prefix, rule) in rules)
            if (pointer.StartsWith(prefix) && (pointer.Length == prefix.Length || pointer[prefix.Length] == '/'))
                return rule;
        // A list is one field, shown or withheld as a whole: with a rule for something in it, it cannot be shown.
        foreach (var (inner, rule) in rules)
            if (inner.AsSpan().StartsWith(pointer) && inner[pointer.Length] == '/')
                return rule with { Action = RedactionAction.Drop };
        return null;
    }

    /// <summary>What is shown in place of a value.</summary>
    internal static string Mask(CanonicalValue value, RedactionRule rule)
    {
        const string hidden = "***";
        if (value.Kind != JsonKind.String || rule.Reveal == 0)
            return hidden;
        var characters = value.Text.EnumerateRunes().ToArray();
        var shown = Math.Min(rule.Reveal, characters.Length / 4);
        return hidden + string.Concat(characters[^shown..]);
    }
}
