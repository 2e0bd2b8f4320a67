using System.Text.Json;
using Orchestrations.Domain;
using Orchestrations.Domain.Events;
using Orchestrations.Domain.Events.Risk;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// What a pack is asked to be made of, validated. Two bodies are taken: our own (<c>subject</c>, <c>events</c>, optionally
/// <c>format</c>, <c>policyVersion</c>, <c>plan</c>) and ChainBridge's (<c>shipment_id</c>, <c>events</c>, <c>policy_version</c>).
/// </summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Policy">The version of the rules it is judged by.</param>
/// <param name="Events">In the order of packs.</param>
/// <param name="Risk">What the risk rules found.</param>
public sealed record PackRequest(string Subject, string Policy, IReadOnlyList<ProofEvent> Events, RiskScore Risk)
{
    const int LongestName = 200;

    static readonly string[] own = ["subject", "format", "policyVersion", "plan", "events"];
    static readonly string[] chainBridge = ["shipment_id", "policy_version", "risk_score", "events"];
    static readonly string[] planned = ["route", "lowestTemperature", "highestTemperature", "hardestShock", "longestGapHours"];

    /// <summary>Reads a request.</summary>
    /// <exception cref="DomainException">ORC-PACK-006: it is not what a run needs.</exception>
    /// <exception cref="EventsRefusedException">ORC-EVENT-001 to -004: the events are not what they should be.</exception>
    public static PackRequest Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = Parse(utf8);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw Refused("$ must be a JSON object.");
        if (LoneSurrogates.Find(root, "$") is { } broken)
            throw Refused($"{broken} holds a lone surrogate, which is no character.");
        var isOwn = !root.TryGetProperty("shipment_id", out _);
        CheckMembers(root, "$", isOwn ? own : chainBridge);
        if (!isOwn && root.TryGetProperty("risk_score", out var score) && score.ValueKind != JsonValueKind.Null)
            throw Refused("$.risk_score is computed here from the events; leave it out.");
        var subject = Text(root, "$", isOwn ? "subject" : "shipment_id") ?? throw Refused("$.subject is missing.");
        var policy = Text(root, "$", isOwn ? "policyVersion" : "policy_version") ?? "1.0";
        var events = EventDocument.Read(DocumentOf(root), FormatOf(root, isOwn), "$.events");
        return Of(subject, policy, events, isOwn && root.TryGetProperty("plan", out var plan) ? PlanOf(plan) : ShipmentPlan.None);
    }

    /// <summary>A request from events that are validated already.</summary>
    public static PackRequest Of(string subject, string policy, IReadOnlyList<ProofEvent> events, ShipmentPlan plan) =>
        new(subject, policy, events, RiskScore.Of(events, plan));

    // An EPCIS document is an object, everything else may come as a bare array.
    static JsonElement DocumentOf(JsonElement root) => root.TryGetProperty("events", out var events)
        ? events
        : throw Refused("$.events is missing.");

    static EventFormat? FormatOf(JsonElement root, bool isOwn) =>
        !isOwn ? EventFormat.ChainBridge
        : Text(root, "$", "format") is { } name ? EventDocument.Format(name)
        : null;

    static ShipmentPlan PlanOf(JsonElement plan)
    {
        if (plan.ValueKind != JsonValueKind.Object)
            throw Refused("$.plan must be a JSON object.");
        CheckMembers(plan, "$.plan", planned);
        var none = ShipmentPlan.None;
        return new ShipmentPlan
        {
            Route = plan.TryGetProperty("route", out var route) ? RouteOf(route) : none.Route,
            LowestTemperature = Number(plan, "lowestTemperature", -300m, 1000m),
            HighestTemperature = Number(plan, "highestTemperature", -300m, 1000m),
            HardestShock = Number(plan, "hardestShock", 0m, 10_000m) ?? none.HardestShock,
            LongestGap = Number(plan, "longestGapHours", 0m, 100_000m) is { } hours ? TimeSpan.FromHours((double)hours) : none.LongestGap,
        };
    }

    static string[] RouteOf(JsonElement route) => route.ValueKind == JsonValueKind.Array
        && route.GetArrayLength() <= 1000
        && route.EnumerateArray().All(place => place.ValueKind == JsonValueKind.String && place.GetString()!.Length is > 0 and <= LongestName)
            ? [.. route.EnumerateArray().Select(place => place.GetString()!)]
            : throw Refused("$.plan.route must be an array of up to 1000 places, each a text.");

    static decimal? Number(JsonElement plan, string name, decimal least, decimal most)
    {
        if (!plan.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= least && number <= most
            ? number
            : throw Refused(FormattableString.Invariant($"$.plan.{name} must be a number from {least} to {most}."));
    }

    static string? Text(JsonElement of, string path, string name)
    {
        if (!of.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestName } text && !text.Any(char.IsControl)
            ? text
            : throw Refused($"{path}.{name} must be a text of 1 to {LongestName} characters without control characters.");
    }

    static void CheckMembers(JsonElement of, string path, string[] known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in of.EnumerateObject())
            if (!known.Contains(member.Name, StringComparer.Ordinal))
                throw Refused($"{path}.{member.Name} is not known; use {string.Join(", ", known)}.");
            else if (!seen.Add(member.Name))
                throw Refused($"{path}.{member.Name} is there twice.");
    }

    static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException e)
        {
            throw Refused($"the body is not JSON: {e.Message}");
        }
    }

    static DomainException Refused(string problem) => new(PackCodes.BadRequest, $"The request is refused: {problem}");
}
