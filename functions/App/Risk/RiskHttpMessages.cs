using Orchestrations.App.Orders;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Risk;

/// <summary>The rules that every order passes, in the order they are judged in.</summary>
/// <param name="Rules">The product's and the operator's own.</param>
public sealed record RiskRulesAnswer(IReadOnlyList<RiskRuleLine> Rules);

/// <summary>One rule.</summary>
/// <param name="Name">Its name, as verdicts carry it.</param>
/// <param name="Priority">Lower is judged first.</param>
/// <param name="Code">The code of its refusals; null for a rule without one of its own.</param>
/// <param name="Limits">What it judges by, as it is set.</param>
public sealed record RiskRuleLine(string Name, int Priority, string? Code, IReadOnlyList<RiskMeasure> Limits);

/// <summary>A page of verdicts.</summary>
/// <param name="Verdicts">The newest first.</param>
/// <param name="Next">The <c>before</c> of the next page; null at the beginning of the log.</param>
public sealed record RiskVerdictPage(IReadOnlyList<RiskVerdictLine> Verdicts, long? Next);

/// <summary>What the rules said about one order.</summary>
/// <param name="Sequence">Its record in the audit log.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Instance">The orchestration that ordered.</param>
/// <param name="ClientId">Our id of the order.</param>
/// <param name="Order">The order; null when its record is gone.</param>
/// <param name="Answer">Allowed, or the first refusal.</param>
/// <param name="Verdicts">Every rule's.</param>
public sealed record RiskVerdictLine(
    long Sequence, DateTimeOffset Time, string Instance, string ClientId, OrderInput? Order, OrderRiskAnswer Answer,
    IReadOnlyList<OrderVerdictRecord> Verdicts);
