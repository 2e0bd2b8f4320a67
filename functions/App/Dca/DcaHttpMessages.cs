namespace Orchestrations.App.Dca;

/// <summary>The body of <c>POST api/dca/plans</c>. Amounts are in USDT, as JSON numbers or strings.</summary>
/// <param name="Name">1 to 40 characters of a-z, 0-9 and hyphen.</param>
/// <param name="Capital">What the shares are shares of.</param>
/// <param name="Targets">What to buy, in order.</param>
/// <param name="AmountPerInterval">Bought at each interval after the deployment.</param>
/// <param name="Start">When the first interval begins; midnight UTC of today when left out.</param>
/// <param name="DeploymentDays">1 to 365; 14 when left out.</param>
/// <param name="IntervalHours">1 to 8760; 24 when left out.</param>
/// <param name="MaxCatchUpIntervals">1 to 100; 3 when left out.</param>
public sealed record DcaPlanBody(
    string Name,
    decimal Capital,
    IReadOnlyList<DcaTargetItem> Targets,
    decimal AmountPerInterval,
    DateTimeOffset? Start = null,
    int DeploymentDays = 14,
    int IntervalHours = 24,
    int MaxCatchUpIntervals = 3);

/// <summary>
/// The body of <c>PUT api/dca/plans/{plan}</c>: the plan as it is to be from the next interval on. What was due by now stays due.
/// </summary>
/// <param name="Capital">What the shares are shares of.</param>
/// <param name="Targets">What to buy, in order.</param>
/// <param name="AmountPerInterval">Bought at each interval after the deployment.</param>
/// <param name="Reason">Why, for the record: 1 to 500 characters.</param>
/// <param name="DeploymentDays">1 to 365; 14 when left out.</param>
/// <param name="IntervalHours">1 to 8760; 24 when left out.</param>
/// <param name="MaxCatchUpIntervals">1 to 100; 3 when left out.</param>
public sealed record DcaPlanChangeBody(
    decimal Capital,
    IReadOnlyList<DcaTargetItem> Targets,
    decimal AmountPerInterval,
    string Reason,
    int DeploymentDays = 14,
    int IntervalHours = 24,
    int MaxCatchUpIntervals = 3);

/// <summary>The body of <c>POST api/dca/plans/{plan}/pause</c> and <c>/resume</c>.</summary>
/// <param name="Reason">Why, for the record: 1 to 500 characters.</param>
public sealed record DcaPlanReasonBody(string Reason);

/// <summary>A plan with its progress: the answer of <c>GET api/dca/plans/{plan}</c>. Amounts are strings.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Progress">How far it has come, by pair.</param>
/// <param name="Due">What is due by now for each pair, cumulatively, in USDT.</param>
/// <param name="Version">Of the plan: what If-Match takes, without its quotes. Also the answer's ETag.</param>
public sealed record DcaPlanAnswer(
    DcaPlanItem Plan, IReadOnlyList<DcaPairItem> Progress, IReadOnlyDictionary<string, decimal> Due, string Version);

/// <summary>The answer of <c>GET api/dca/plans</c>.</summary>
/// <param name="Plans">By name.</param>
public sealed record DcaPlansAnswer(IReadOnlyList<DcaPlanItem> Plans);

/// <summary>A run that was started or found: the answer of <c>POST api/dca/plans/{plan}/runs</c>.</summary>
/// <param name="Id">The instance id.</param>
/// <param name="Status">Where to ask how it stands.</param>
public sealed record DcaRunStarted(string Id, string Status);

/// <summary>How a run stands: the answer of <c>GET api/dca/runs/{id}</c>.</summary>
/// <param name="Id">The instance id.</param>
/// <param name="Status">The orchestration's runtime status.</param>
/// <param name="CreatedAt">When it was started, UTC.</param>
/// <param name="LastUpdatedAt">When it last moved, UTC.</param>
/// <param name="Result">What it came to; null while it runs. Amounts are strings.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
public sealed record DcaRunAnswer(
    string Id, string Status, DateTimeOffset CreatedAt, DateTimeOffset LastUpdatedAt, DcaRunResult? Result, string? Failure);
