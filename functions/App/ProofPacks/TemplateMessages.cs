namespace Orchestrations.App.ProofPacks;

/// <summary>The body of <c>PUT proofpacks/templates/{name}</c>, and the answer of <c>GET</c>.</summary>
/// <param name="Rules">1 to 200; for each field the rule with the longest path to it counts.</param>
public sealed record TemplateBody(IReadOnlyList<TemplateRuleBody> Rules);

/// <summary>Withholds a field, or all below it.</summary>
/// <param name="Field">A JSON pointer (RFC 6901) into an event, such as /source/details/carrier_name.</param>
/// <param name="Action">mask, hash or drop.</param>
/// <param name="Reveal">With mask: how many last characters stay, 0 to 8, never more than a quarter.</param>
public sealed record TemplateRuleBody(string Field, string Action, int Reveal = 0);
