namespace Orchestrations.Domain.Dca;

/// <summary>One interval of a plan.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="Key">
/// Its name in instance ids: <c>yyyyMMdd</c> of its start, or <c>yyyyMMddHH</c> for plans whose interval is not whole days.
/// </param>
public readonly record struct DcaInterval(int Number, DateTimeOffset Start, string Key);
