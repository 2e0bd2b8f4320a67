using System.Text.Json.Serialization;

namespace Orchestrations.App.Paper;

/// <summary>The account as stored: one item, whose ETag makes accepting orders sequential.</summary>
sealed record PaperHead(SortedDictionary<string, decimal> Balances);

/// <summary>An order with its executions as stored: one item, written together with the head.</summary>
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
    IReadOnlyList<PaperExecutionRecord> Executions);

/// <summary>An execution as stored within its order.</summary>
sealed record PaperExecutionRecord(string ExecutionId, decimal Quantity, decimal Price, decimal Fee, string FeeAsset);

/// <summary>A deposit as stored: its existence makes depositing twice under one reference count once.</summary>
sealed record PaperDepositRecord(string Reference, string Asset, decimal Amount, DateTimeOffset Time);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PaperHead))]
[JsonSerializable(typeof(PaperOrderRecord))]
[JsonSerializable(typeof(PaperDepositRecord))]
sealed partial class PaperJson : JsonSerializerContext;
