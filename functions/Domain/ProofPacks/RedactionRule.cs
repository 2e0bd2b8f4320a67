namespace Orchestrations.Domain.ProofPacks;

/// <summary>Withholds a field, or all fields below a path.</summary>
/// <param name="Pointer">A JSON pointer such as <c>/driver</c> or <c>/driver/phone</c>.</param>
/// <param name="Action">How.</param>
/// <param name="Reveal">With <see cref="RedactionAction.Mask"/>: how many of a string's last characters stay, 0 to 8; never more
/// than a quarter of it.</param>
public sealed record RedactionRule(string Pointer, RedactionAction Action, int Reveal = 0);
