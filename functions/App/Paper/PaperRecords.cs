using System.Text.Json.Serialization;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>
/// The account as stored: one item, whose ETag makes accepting orders sequential. Accounts from before contracts have
/// balances only.
/// </summary>
sealed record PaperHead(
    SortedDictionary<string, decimal> Balances,
    IReadOnlyList<PaperPositionRecord>? Positions = null,
    IReadOnlyList<PaperStopRecord>? Stops = null,
    DateTimeOffset? ClearedTo = null);

/// <summary>A position as stored within the account. The mark is the last one that took effect.</summary>
sealed record PaperPositionRecord(
    string Base, string Quote, decimal Size, decimal Entry, decimal Mark, decimal Leverage, decimal MaintenanceRate)
{
    public decimal Unrealised => PositionMath.Unrealised(Size, Entry, Mark);

    public decimal InitialMargin => Math.Abs(Size) * Mark / Leverage;

    public decimal MaintenanceMargin => Math.Abs(Size) * Mark * MaintenanceRate;
}

/// <summary>A stop that waits, as stored within the account.</summary>
sealed record PaperStopRecord(
    string ClientId, string OrderId, string Base, string Quote, string Side, decimal Quantity, decimal Trigger,
    DateTimeOffset CreatedAt);

/// <summary>
/// An order with its executions as stored: one item, written together with the head. Orders of contracts, and stops that
/// ended, have items of their own prefix; a stop has a trigger.
/// </summary>
sealed record PaperOrderRecord(
    string ClientId,
    string OrderId,
    string Base,
    string Quote,
    string Side,
    string Status,
    decimal Quantity,
    DateTimeOffset CreatedAt,
    string? RejectReason,
    IReadOnlyList<PaperExecutionRecord> Executions,
    DateTimeOffset? EndedAt = null,
    decimal? Trigger = null);

/// <summary>An execution as stored within its order.</summary>
sealed record PaperExecutionRecord(string ExecutionId, decimal Quantity, decimal Price, decimal Fee, string FeeAsset);

/// <summary>A line of the transaction log as stored.</summary>
sealed record PaperTransactionRecord(
    string Id,
    string Kind,
    string Base,
    string Quote,
    string Side,
    decimal Quantity,
    decimal Price,
    decimal CashFlow,
    decimal Funding,
    decimal Fee,
    decimal CashBalance,
    DateTimeOffset Time,
    string? ClientId,
    string? ExecutionId);

/// <summary>A deposit as stored: its existence makes depositing twice under one reference count once.</summary>
sealed record PaperDepositRecord(string Reference, string Asset, decimal Amount, DateTimeOffset Time);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(PaperHead))]
[JsonSerializable(typeof(PaperOrderRecord))]
[JsonSerializable(typeof(PaperTransactionRecord))]
[JsonSerializable(typeof(PaperDepositRecord))]
sealed partial class PaperJson : JsonSerializerContext;
